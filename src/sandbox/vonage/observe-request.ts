import type { ServerResponse } from 'node:http'
import { type Observe, shortenTokens, tellingHeaders } from '../exchange.ts'
import { type RecordedRequest, sentBody } from './http-exchange.ts'

/** Shows a request of the product, and its answer once that is out or the connection has ended without one. */
export function observeRequest(
  observe: Observe,
  record: RecordedRequest,
  response: ServerResponse,
  { name, verdict }: { name: string; verdict: string },
): void {
  const ended = observe({
    from: 'backstop',
    to: 'messages api',
    name,
    method: record.method,
    url: record.path,
    headers: tellingHeaders(record.headers),
    body: record.body,
  })
  response.once('close', () => {
    const isAnswered = response.writableEnded
    ended({
      status: isAnswered ? response.statusCode : 'no answer',
      body: isAnswered ? shortenTokens(sentBody(response)) : '',
      verdict,
    })
  })
}
