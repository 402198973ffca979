import { webApi } from '@slack/bolt'
import type { ShowOutcome } from '../bot/card-ports.ts'
import { kindOfError } from './call-errors.ts'
import { UNREADABLE, UnreadableInstallationError } from './installations.ts'
import { NotInstalledError } from './web-clients.ts'

/** Codes of errors by which a call never left. Source: Node, errors; undici, errors. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** How Slack's error codes are written; anything else is a page of who stands between us and Slack. */
const ERROR_CODE = /^[a-z_]{1,60}$/

/** Makes a call to Slack, and says what came of it; whatever Slack or the network does is no exception here. */
export async function callSlack<T>(call: () => Promise<T>): Promise<ShowOutcome<T>> {
  try {
    return { type: 'done', value: await call() }
  } catch (error) {
    // Like a place where the bot may not be: the card tries its second one, where it may not be either, and is given up.
    if (error instanceof NotInstalledError) return { type: 'not allowed', error: 'not_installed' }
    if (error instanceof UnreadableInstallationError) return { type: 'locked out', error: UNREADABLE }
    if (error instanceof webApi.WebAPIRateLimitedError) {
      return { type: 'postponed', retryAfterMs: error.retryAfter * 1000 }
    }
    if (error instanceof webApi.WebAPIPlatformError) return readError(error.data.error)
    if (error instanceof webApi.WebAPIHTTPError) {
      return { type: isRefusal(error.statusCode) ? 'postponed' : 'unanswered' }
    }
    if (error instanceof webApi.WebAPIRequestError) {
      return { type: hasNeverLeft(error.original) ? 'postponed' : 'unanswered' }
    }
    throw error
  }
}

/** Whether there was no connection; fetch hides the reason in the cause of its error. */
function hasNeverLeft({ cause }: Error): boolean {
  return cause instanceof Error && 'code' in cause && typeof cause.code === 'string' && NEVER_LEFT.has(cause.code)
}

/** Whether the call was certainly not taken; a 204 may be what somebody between us and Slack made of an answer. */
function isRefusal(statusCode: number): boolean {
  return statusCode >= 400 && statusCode < 500
}

/** @param error what Slack says; in an answer that is not Slack's anything, or nothing */
function readError(error: unknown): ShowOutcome<never> {
  if (typeof error !== 'string' || !ERROR_CODE.test(error)) return { type: 'unanswered' }
  const kind = kindOfError(error)
  if (kind === 'postponed' || kind === 'unanswered') return { type: kind }
  return { type: kind, error }
}
