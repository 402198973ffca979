import { Agent as HttpAgent, request as httpRequest } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import { text } from 'node:stream/consumers'
import type { WebhookAnswer } from './webhook.ts'

/** What a receiver answered; `body` is empty where it did not. */
export interface PostAnswer {
  status: WebhookAnswer['status']
  body: string
}

/** Real ms to get a connection, and then an answer. Source: vendor's webhook guide, 3 s and 15 s. */
const CONNECT_TIMEOUT_MS = 3000
const ANSWER_TIMEOUT_MS = 15_000

/** Connections kept at a time; more webhooks wait for one. */
const MAX_CONNECTIONS = 64

/** Sends webhooks over kept connections. */
export interface JsonPoster {
  /** Never rejects: what went wrong is the answer. */
  post(url: string, body: string, headers: Readonly<Record<string, string>>): Promise<PostAnswer>
  /** Cuts off what is under way. */
  close(): void
}

/** Creates a poster with its own connections. */
export function createJsonPoster(): JsonPoster {
  const options = { keepAlive: true, maxSockets: MAX_CONNECTIONS }
  const agents = { 'http:': new HttpAgent(options), 'https:': new HttpsAgent(options) }

  function attempt(url: URL, body: Buffer, headers: Readonly<Record<string, string>>, mayRepeat: boolean) {
    return new Promise<PostAnswer>((resolve) => {
      const secure = url.protocol === 'https:'
      const request = (secure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: secure ? agents['https:'] : agents['http:'],
        headers: { 'Content-Type': 'application/json', 'Content-Length': body.length, ...headers },
      })
      let connected = false
      let timer: NodeJS.Timeout | undefined
      const giveUpAfter = (limitMs: number) => {
        clearTimeout(timer)
        timer = setTimeout(() => request.destroy(new Error('time is up')), limitMs)
      }
      request.once('socket', (socket) => {
        const onConnected = () => {
          connected = true
          giveUpAfter(ANSWER_TIMEOUT_MS)
        }
        if (!socket.connecting) return onConnected()
        giveUpAfter(CONNECT_TIMEOUT_MS)
        socket.once(secure ? 'secureConnect' : 'connect', onConnected)
      })
      request.once('response', (response) => {
        clearTimeout(timer)
        const status = response.statusCode ?? 'no answer'
        text(response).then(
          (answered) => resolve({ status, body: answered }),
          () => resolve({ status, body: '' }),
        )
      })
      request.once('error', (error: NodeJS.ErrnoException) => {
        clearTimeout(timer)
        // A kept connection that the receiver closed in the meantime says nothing about the receiver: try a new one.
        if (mayRepeat && request.reusedSocket && (error.code === 'ECONNRESET' || error.code === 'EPIPE')) {
          resolve(attempt(url, body, headers, false))
        } else {
          resolve({ status: connected ? 'no answer' : 'no connection', body: '' })
        }
      })
      request.end(body)
    })
  }

  return {
    post: (url, body, headers) => attempt(new URL(url), Buffer.from(body), headers, true),
    close() {
      agents['http:'].destroy()
      agents['https:'].destroy()
    },
  }
}
