import type { MessagesApi, RevokeOutcome, SendOutcome } from '../engine/ports.ts'
import { parseJson } from '../http/body.ts'
import { readProblem } from '../http/problem.ts'
import { type IncomingAnswer, type OutgoingRequest, type RequestOutcome, retryAfterMs } from '../http/request.ts'
import { sendBody } from './send-schema.ts'

/** Where the Messages API is, and how it is asked. */
export interface MessagesApiOptions {
  /** Without the path, for example https://api.nexmo.com. */
  url: string
  /** Where receipts are to go. */
  webhookUrl: string
  /** The Authorization header for the next request. */
  authorization: () => string
  request: (outgoing: OutgoingRequest) => Promise<RequestOutcome>
}

/** Real milliseconds until a request counts as unanswered; shorter than the lease of a send. */
const REQUEST_TIMEOUT_MS = 15_000

/** The Messages API v1 as it is reached over HTTP. */
export function createMessagesApi({ url, webhookUrl, authorization, request }: MessagesApiOptions): MessagesApi {
  const ask = (method: 'POST' | 'PATCH', path: string, body: unknown) =>
    request({
      method,
      url: `${url}/v1/messages${path}`,
      headers: {
        authorization: authorization(),
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify(body),
      timeoutMs: REQUEST_TIMEOUT_MS,
    })
  return {
    async send(message, clientRef) {
      const outcome = await ask('POST', '', sendBody(message, { clientRef, webhookUrl }))
      if (outcome.type === 'answer') return readAnswer(outcome.answer)
      return outcome.failure === 'not connected'
        ? { type: 'postponed', reason: 'no connection' }
        : { type: 'unanswered' }
    },
    async revoke(messageUuid) {
      const outcome = await ask('PATCH', `/${encodeURIComponent(messageUuid)}`, { status: 'revoked' })
      if (outcome.type === 'answer') return readRevocation(outcome.answer)
      if (outcome.failure === 'no answer') return { type: 'unanswered' }
      return { type: 'refused', failure: { title: 'The Messages API could not be reached' } }
    },
  }
}

/** What an answer says for certain; whatever is not documented leaves it open whether the message went out (rule 8). */
function readAnswer(answer: IncomingAnswer): SendOutcome {
  const { status, body } = answer
  if (status === 202) return readAcceptance(body)
  const problem = readProblem(body)
  const failure = problem ?? { title: `The Messages API answered ${status}` }
  if (status === 401) return { type: 'held', reason: 'credentials', failure }
  if (status === 402) return { type: 'held', reason: 'credit', failure }
  if (status === 429) {
    const pauseMs = retryAfterMs(answer)
    return {
      type: 'postponed',
      reason: 'rate limit',
      failure,
      ...(pauseMs === undefined ? {} : { retryAfterMs: pauseMs }),
    }
  }
  if (status === 500 && problem) return { type: 'postponed', reason: 'server error', failure }
  if (status >= 400 && status < 500) return { type: 'refused', failure }
  return { type: 'unanswered' }
}

/** Source: Messages API 1.20.0, UpdateMessage: 202, 401, 422, 429; whatever else says that it was done is believed. */
function readRevocation(answer: IncomingAnswer): RevokeOutcome {
  const { status, body } = answer
  if (status >= 200 && status < 300) return { type: 'revoked' }
  const problem = readProblem(body)
  if (!(status >= 400 && status < 500) && !(status === 500 && problem)) return { type: 'unanswered' }
  const pauseMs = status === 429 ? retryAfterMs(answer) : undefined
  const failure = problem ?? { title: `The Messages API answered ${status}` }
  return { type: 'refused', failure, ...(pauseMs === undefined ? {} : { retryAfterMs: pauseMs }) }
}

function readAcceptance(body: string): SendOutcome {
  const answer = parseJson(body)
  if (typeof answer === 'object' && answer !== null && 'message_uuid' in answer) {
    const { message_uuid: messageUuid } = answer
    if (typeof messageUuid === 'string' && messageUuid !== '') return { type: 'accepted', messageUuid }
  }
  return { type: 'unanswered' }
}
