import { createHmac } from 'node:crypto'

/** Real time in milliseconds since 1970: signatures are checked against the receiver's real clock. */
export function protocolNow(): number {
  return performance.timeOrigin + performance.now()
}

/** The two headers that sign a raw body. Source: Slack, "Verifying requests from Slack", v0. */
export function signatureHeaders(signingSecret: string, rawBody: string): { [name: string]: string } {
  const timestamp = String(Math.floor(protocolNow() / 1000))
  const digest = createHmac('sha256', signingSecret).update(`v0:${timestamp}:${rawBody}`).digest('hex')
  return { 'x-slack-request-timestamp': timestamp, 'x-slack-signature': `v0=${digest}` }
}
