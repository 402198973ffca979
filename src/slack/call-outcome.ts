import { webApi } from '@slack/bolt'
import type { ShowOutcome } from '../bot/card-ports.ts'
import { UnreadableInstallationError } from './installations.ts'
import { NotInstalledError } from './web-clients.ts'

/** Slack's words for "the bot may not post there"; elsewhere it may. Source: Slack, chat.postMessage, errors. */
const NOT_ALLOWED = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'restricted_action',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'messages_tab_disabled',
  'channel_is_limited_access',
])

/** Slack's words for "not this bot, nowhere": an operator can mend it. Source: Slack, Web API, common errors. */
const LOCKED_OUT = new Set([
  'not_authed',
  'invalid_auth',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'missing_scope',
  'no_permission',
  'org_login_required',
  'ekm_access_denied',
  'access_denied',
])

/** Slack's words for a message that can't be edited or replied to any more. Source: Slack, chat.update, errors. */
const GONE = new Set([
  'message_not_found',
  'thread_not_found',
  'cant_update_message',
  'edit_window_closed',
  'is_inactive',
])

/** Slack's words for what it did not do, and will later. Source: Slack, Web API, common errors. */
const PASSING = new Set(['ratelimited', 'rate_limited', 'request_timeout', 'team_added_to_org'])

/** Slack's words for "some aspect of it may have succeeded". Source: Slack, Web API, common errors. */
const UNANSWERED = new Set(['internal_error', 'fatal_error', 'service_unavailable'])

/** Codes of errors by which a call never left. Source: Node, errors; undici, errors. */
const NEVER_LEFT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Makes a call to Slack, and says what came of it; whatever Slack or the network does is no exception here. */
export async function callSlack<T>(call: () => Promise<T>): Promise<ShowOutcome<T>> {
  try {
    return { type: 'done', value: await call() }
  } catch (error) {
    // Like a place where the bot may not be: the card tries its second one, where it may not be either, and is given up.
    if (error instanceof NotInstalledError) return { type: 'not allowed', error: 'not_installed' }
    if (error instanceof UnreadableInstallationError) return { type: 'locked out', error: 'installation_unreadable' }
    if (error instanceof webApi.WebAPIRateLimitedError) {
      return { type: 'postponed', retryAfterMs: error.retryAfter * 1000 }
    }
    if (error instanceof webApi.WebAPIPlatformError) return readError(error.data.error)
    if (error instanceof webApi.WebAPIHTTPError) return { type: error.statusCode >= 500 ? 'unanswered' : 'postponed' }
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

function readError(error: string): ShowOutcome<never> {
  if (LOCKED_OUT.has(error)) return { type: 'locked out', error }
  if (NOT_ALLOWED.has(error)) return { type: 'not allowed', error }
  if (GONE.has(error)) return { type: 'gone', error }
  if (PASSING.has(error)) return { type: 'postponed' }
  if (UNANSWERED.has(error)) return { type: 'unanswered' }
  return { type: 'impossible', error: /^[a-z_]{1,60}$/.test(error) ? error : 'an answer that is not of the Web API' }
}
