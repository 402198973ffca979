import { type IncomingMessage, request, type ServerResponse } from 'node:http'

/** A fake's control API. */
export interface ControlTarget {
  /** The fake's own, without a path. */
  url: string
  controlToken: string
}

/** Forwards a request to `path` of a fake with the fake's token; its answer, an event stream too, is passed on as it comes. */
export function forward(
  incoming: IncomingMessage,
  response: ServerResponse,
  target: ControlTarget,
  path: string,
): Promise<void> {
  return new Promise((resolve) => {
    const outgoing = request(`${target.url}${path}`, {
      method: incoming.method,
      headers: {
        'x-sandbox-token': target.controlToken,
        ...(incoming.headers['content-type'] && { 'content-type': incoming.headers['content-type'] }),
      },
    })
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, {
        'content-type': answer.headers['content-type'] ?? 'application/octet-stream',
        'cache-control': 'no-store',
      })
      response.flushHeaders()
      answer.pipe(response)
      // The fake went away in the middle of its answer: the page must not take half of it for the whole.
      answer.on('error', () => response.destroy())
    })
    outgoing.on('error', (error) => {
      if (response.headersSent) response.destroy()
      else response.writeHead(502, { 'content-type': 'application/json' }).end(JSON.stringify({ error: error.message }))
    })
    response.on('close', () => {
      outgoing.destroy()
      resolve()
    })
    incoming.pipe(outgoing)
  })
}
