import { webApi } from '@slack/bolt'
import type { Logger } from '../logger.ts'
import { fetchAnswer } from './fetch-answer.ts'
import { createSlackLogger } from './slack-logger.ts'

/** Milliseconds in which a form must open: Slack takes a trigger_id for 3 s. */
const INTERACTIVE_TIMEOUT_MS = 2500

/** Milliseconds of a call that nobody waits for. */
const BACKGROUND_TIMEOUT_MS = 10_000

/**
 * Two clients, so that a card that Slack holds back can't make a form come too late: a client's whole queue waits
 * while one of its calls does. Neither repeats by itself: a repeated post would be a second one, and what is to be
 * repeated is a row that is due later.
 */
export interface WebClients {
  /** For what somebody is waiting for. */
  interactive: webApi.WebClient
  /** For cards. */
  background: webApi.WebClient
}

/**
 * The clients of a workspace. @throws NotInstalledError where the app is not installed there,
 * UnreadableInstallationError where its token can't be read.
 */
export type ClientsOf = (teamId: string) => Promise<WebClients>

/** The app is not installed in a workspace, or is not any more. */
export class NotInstalledError extends Error {
  override name = 'NotInstalledError'
}

/** Makes both clients for one bot token; `apiUrl` ends in a slash, and `teamId` is said in each call. */
export function createWebClients(
  { botToken, apiUrl, teamId }: { botToken: string; apiUrl?: string; teamId?: string },
  logger: Logger,
): WebClients {
  const options = {
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: fetchAnswer,
    logger: createSlackLogger(logger),
    ...(apiUrl === undefined ? {} : { slackApiUrl: apiUrl }),
    ...(teamId === undefined ? {} : { teamId }),
  }
  return {
    interactive: new webApi.WebClient(botToken, { ...options, timeout: INTERACTIVE_TIMEOUT_MS }),
    background: new webApi.WebClient(botToken, { ...options, timeout: BACKGROUND_TIMEOUT_MS }),
  }
}
