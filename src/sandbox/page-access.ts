import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]']

/**
 * Whether a request comes from the page's own address: a loopback Host (another name means DNS rebinding), and an
 * Origin, where the browser names one, that is this very server.
 */
export function isFromOwnAddress(request: IncomingMessage): boolean {
  const host = request.headers.host ?? ''
  const { origin } = request.headers
  return LOOPBACK_NAMES.includes(host.replace(/:\d+$/, '')) && (origin === undefined || origin === `http://${host}`)
}

/** Whether a request carries the page's token: as `x-sandbox-token`, or as `?token=` of an event stream. */
export function hasToken(request: IncomingMessage, url: URL, token: string): boolean {
  // An EventSource can't set headers.
  const inAddress = url.pathname.endsWith('/events') ? url.searchParams.get('token') : null
  const given = request.headers['x-sandbox-token'] ?? inAddress
  if (typeof given !== 'string') return false
  const [a, b] = [Buffer.from(given), Buffer.from(token)]
  return a.length === b.length && timingSafeEqual(a, b)
}
