import type { MessagesApi, SendOutcome } from '../engine/ports.ts'
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

/** Real milliseconds until a send counts as unanswered; shorter than the lease of a send. */
const SEND_TIMEOUT_MS = 15_000

/** The Messages API v1 as it is reached over HTTP. */
export function createMessagesApi({ url, webhookUrl, authorization, request }: MessagesApiOptions): MessagesApi {
  return {
    async send(message, clientRef) {
      const outcome = await request({
        method: 'POST',
        url: `${url}/v1/messages`,
        headers: {
          authorization: authorization(),
          'content-type': 'application/json',
          accept: 'application/json',
        },
        body: JSON.stringify(sendBody(message, { clientRef, webhookUrl })),
        timeoutMs: SEND_TIMEOUT_MS,
      })
      if (outcome.type === 'answer') return readAnswer(outcome.answer)
      return outcome.failure === 'not connected'
        ? { type: 'postponed', reason: 'no connection' }
        : { type: 'unanswered' }
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

function readAcceptance(body: string): SendOutcome {
  const answer = parseJson(body)
  if (typeof answer === 'object' && answer !== null && 'message_uuid' in answer) {
    const { message_uuid: messageUuid } = answer
    if (typeof messageUuid === 'string' && messageUuid !== '') return { type: 'accepted', messageUuid }
  }
  return { type: 'unanswered' }
}
