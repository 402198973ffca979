import type { IncomingMessage, ServerResponse } from 'node:http'
import { NOT_FOUND } from '../vonage/general-problems.ts'
import {
  type ProblemAnswer,
  parseObject,
  readBody,
  recordRequest,
  sendJson,
  sendProblem,
} from '../vonage/http-exchange.ts'
import { observeRequest } from '../vonage/observe-request.ts'
import { describe } from './lifecycle.ts'
import type { StoredMessage } from './phone-book.ts'
import { invalidJson, invalidMessageParameters, UNAUTHORIZED } from './problems.ts'
import type { RouteParts } from './send-route.ts'

/**
 * Creates the handler of `PATCH /v1/messages/{message_uuid}`, by JWT only: `revoked` takes an outbound RCS message back
 * that is not on the phone yet. `read` is for inbound messages, of which this fake has none, so it is always refused.
 * Source: Messages API 1.20.0, UpdateMessage.
 */
export function createUpdateRoute({ now, journal, requests, authenticate, book, observe }: RouteParts) {
  function problemOf(message: StoredMessage, body: string): ProblemAnswer | undefined {
    const { value, jsonError } = parseObject(body)
    if (jsonError !== undefined) return invalidJson(jsonError)
    const refuse = (reason: string) => invalidMessageParameters([{ name: 'status', reason }])
    if (value?.status !== 'revoked' && value?.status !== 'read') return refuse('Must be one of `revoked` or `read`.')
    if (value.status === 'read') return refuse('Only an inbound message can be marked as read.')
    if (message.channel !== 'rcs') return refuse('Only an RCS message can be revoked.')
    const isPending = message.status === 'accepted' || message.status === 'submitted'
    return isPending ? undefined : refuse(`The message is ${message.status} already.`)
  }

  return async function handleUpdate(
    request: IncomingMessage,
    response: ServerResponse,
    messageUuid: string,
  ): Promise<void> {
    const record = recordRequest(request, now())
    requests.push(record)
    record.body = await readBody(request)
    const message = book.find(messageUuid)
    const isAllowed = authenticate(request.headers.authorization).kind === 'jwt'
    const verdict = isAllowed ? 'JWT of the application' : 'refused: no JWT of the application'
    observeRequest(observe, record, response, { name: 'update of a message', verdict })
    const problem = isAllowed ? (message ? problemOf(message, record.body) : NOT_FOUND) : UNAUTHORIZED
    record.status = problem?.status ?? 202
    journal.note(`PATCH ${messageUuid} → ${record.status}`)
    if (problem || !message) return sendProblem(response, problem ?? NOT_FOUND)
    message.status = 'revoked'
    journal.note(`${describe(message)} is revoked`)
    return sendJson(response, 202, undefined)
  }
}
