import type { Config } from '../../config.ts'
import type { IncomingAnswer, OutgoingRequest, RequestFailure } from '../../http/request.ts'
import type { Surroundings } from '../command.ts'

/** What one check came to. `left out`: there is nothing to check, or no way to. */
export interface CheckResult {
  level: 'ok' | 'warning' | 'failed' | 'left out'
  /** The part that was checked. */
  name: string
  what: string
  /** What the operator can do about it. */
  todo?: string
}

/** What the checks work with. */
export interface CheckContext extends Pick<Surroundings, 'request' | 'now'> {
  config: Config
}

/** Checks one part; whatever it meets is a result, and nothing is changed anywhere. */
export type Check = (context: CheckContext) => Promise<CheckResult[]>

/** Real milliseconds until a request counts as unanswered. */
const TIMEOUT_MS = 10_000

/** Makes a request for a check. */
export async function ask(
  { request }: Pick<CheckContext, 'request'>,
  outgoing: Omit<OutgoingRequest, 'timeoutMs'>,
): Promise<IncomingAnswer | RequestFailure> {
  const outcome = await request({ ...outgoing, timeoutMs: TIMEOUT_MS })
  return outcome.type === 'answer' ? outcome.answer : outcome.failure
}

/** An address without what could be a secret in it: user, password, query. */
export function shownUrl(address: string): string {
  if (!URL.canParse(address)) return address
  const url = new URL(address)
  return `${url.protocol}//${url.host}${url.pathname.replace(/\/$/, '')}`
}
