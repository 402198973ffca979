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
import type { WireChannel } from './phone.ts'
import type { StoredMessage } from './phone-book.ts'
import { invalidJson, invalidMessageParameters, UNAUTHORIZED } from './problems.ts'
import type { RouteParts } from './send-route.ts'

/** Channels whose inbound messages can be marked as read. Source: Messages API 1.20.0, UpdateMessage. */
const READABLE: readonly WireChannel[] = ['whatsapp', 'rcs']

/**
 * Creates the handler of `PATCH /v1/messages/{message_uuid}`, by JWT only: `revoked` takes an outbound RCS message back
 * that is not on the phone yet, `read` marks what a person wrote over WhatsApp or RCS. Source: Messages API 1.20.0,
 * UpdateMessage.
 */
export function createUpdateRoute({ now, journal, requests, authenticate, book, observe }: RouteParts) {
  /** What is wrong with the wish for a message of ours, or for one that a person wrote over `channel`. */
  function problemOf(message: StoredMessage | { channel: WireChannel }, body: string): ProblemAnswer | undefined {
    const { value, jsonError } = parseObject(body)
    if (jsonError !== undefined) return invalidJson(jsonError)
    const refuse = (reason: string) => invalidMessageParameters([{ name: 'status', reason }])
    const isOutbound = 'messageUuid' in message
    switch (value?.status) {
      case 'read':
        if (isOutbound) return refuse('Only an inbound message can be marked as read.')
        return READABLE.includes(message.channel) ? undefined : refuse('Only WhatsApp and RCS messages can be read.')
      case 'revoked': {
        if (!isOutbound || message.channel !== 'rcs') return refuse('Only an outbound RCS message can be revoked.')
        const isPending = message.status === 'accepted' || message.status === 'submitted'
        return isPending ? undefined : refuse(`The message is ${message.status} already.`)
      }
      default:
        return refuse('Must be one of `revoked` or `read`.')
    }
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
    const channel = message?.channel ?? book.channelOfReply(messageUuid)
    const meant = message ?? (channel && { channel })
    const isAllowed = authenticate(request.headers.authorization).kind === 'jwt'
    const verdict = isAllowed ? 'JWT of the application' : 'refused: no JWT of the application'
    observeRequest(observe, record, response, { name: 'update of a message', verdict })
    const problem = isAllowed ? (meant ? problemOf(meant, record.body) : NOT_FOUND) : UNAUTHORIZED
    record.status = problem?.status ?? 202
    journal.note(`PATCH ${messageUuid} → ${record.status}`)
    if (problem) return sendProblem(response, problem)
    if (message) {
      message.status = 'revoked'
      journal.note(`${describe(message)} is revoked`)
    }
    return sendJson(response, 202, undefined)
  }
}
