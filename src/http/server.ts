import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Answers one request; a rejection is answered by `onError`, and never ends the process. */
export type Handle = (request: IncomingMessage, response: ServerResponse, url: URL) => void | Promise<void>

/** Where a server listens, and what it does. */
export interface ServerOptions {
  host: string
  /** 0 takes any free port. */
  port: number
  handle: Handle
  /** Told of what `handle` threw; the client has been answered 500 unless its answer had already begun. */
  onError: (error: unknown, request: IncomingMessage) => void
}

/** A server that listens. */
export interface RunningServer {
  /** `http://host:port`, with the port that was really taken. */
  url: string
  port: number
  /** Lets running requests end for `graceMs`, then cuts them off. May be called twice. */
  stop(graceMs?: number): Promise<void>
}

/** Milliseconds that running requests get at a stop. */
const STOP_GRACE_MS = 2000

/** Milliseconds in which a request must have come in as a whole, so that slow ones can't pile up. */
const REQUEST_TIMEOUT_MS = 30_000

/** Connections at once; far more than the vendor, Slack and API clients need. */
const CONNECTIONS_MAX = 4000

/** Starts a bare HTTP server; a target that is no URL path gets 400 before `handle` sees it. */
export async function startServer(options: ServerOptions): Promise<RunningServer> {
  let stopped: Promise<void> | undefined
  const server = createServer((request, response) => {
    // A connection that is kept open after its last answer would hold up a stop until it is cut off.
    response.once('close', () => stopped && setImmediate(() => server.closeIdleConnections()))
    const url = parseTarget(request.url ?? '')
    if (!url) {
      response.writeHead(400).end()
      return
    }
    Promise.resolve()
      .then(() => options.handle(request, response, url))
      .catch((error: unknown) => {
        // Whoever goes away in the middle of a request is no bug of ours.
        if (request.destroyed && !request.complete) return
        options.onError(error, request)
        if (!response.headersSent) response.writeHead(500)
        response.end()
      })
  })
  server.requestTimeout = REQUEST_TIMEOUT_MS
  server.maxConnections = CONNECTIONS_MAX
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, options.host, resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${port}`,
    port,
    stop(graceMs = STOP_GRACE_MS) {
      stopped ??= new Promise((resolve) => {
        const cutOff = setTimeout(() => server.closeAllConnections(), graceMs)
        server.close(() => {
          clearTimeout(cutOff)
          resolve()
        })
        server.closeIdleConnections()
      })
      return stopped
    },
  }
}

/** The request target as a URL, or undefined where it has no readable path (`//`, a broken escape). */
function parseTarget(target: string): URL | undefined {
  if (!target.startsWith('/') || target.startsWith('//')) return undefined
  try {
    const url = new URL(target, 'http://server')
    decodeURIComponent(url.pathname)
    return url
  } catch {
    return undefined
  }
}
