import type { IncomingMessage, ServerResponse } from 'node:http'
import { type CodedError, HTTPReceiver, webApi } from '@slack/bolt'
import type { ReportBug } from '../bugs.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { installPage } from './install-page.ts'
import { createInstallations, type InstallationRows, installationIdOf } from './installations.ts'
import { BOT_SCOPES } from './scopes.ts'
import { createSlackLogger } from './slack-logger.ts'
import { failureWords, INSTALL_WORDS, type InstallFailure } from './words/install.ts'

/** What the doors of an installation are made of. */
export interface InstallDoorParts {
  rows: InstallationRows
  logger: Logger
  reportBug: ReportBug
  /** Real milliseconds of each of the two calls for which somebody looks at an empty page; 10 s unless said. */
  timeoutMs?: number
}

/** Answers a GET of the page that offers the app, or of the one to which Slack sends people back. */
export type InstallDoors = (request: IncomingMessage, response: ServerResponse) => void

/** Where the app is offered. */
export const INSTALL_PATH = '/slack/install'

/** Where Slack sends people back; a redirect URL of the app in Slack's settings. */
export const REDIRECT_PATH = '/slack/oauth_redirect'

const DEFAULT_API_URL = 'https://slack.com/api/'

/** Milliseconds; nobody looks at an empty page for longer than twice that. */
const TIMEOUT_MS = 10_000

/**
 * The pages by which workspaces install the app; absent with a single workspace. A receiver of their own serves them,
 * since Bolt takes either its installer or an `authorize` of ours. What comes back with somebody is a token signed with
 * `SLACK_STATE_SECRET` that must be in a cookie, too: any replica can check it, and nobody can be made to install by a link.
 */
export function createInstallDoors(
  { access, receiver, apiUrl = DEFAULT_API_URL }: Config['slack'],
  { rows, logger, reportBug, timeoutMs = TIMEOUT_MS }: InstallDoorParts,
): InstallDoors | undefined {
  if (access.type !== 'several workspaces' || receiver.type !== 'http') return undefined
  const { clientId, clientSecret, stateSecret, publicUrl } = access
  const installations = createInstallations(rows, access.encryptionKeys)
  // What fails is told by `failure` below; the library would log whoever goes astray as an error.
  const slackLogger = { ...createSlackLogger(logger), error: () => {} }
  const again = { url: `${publicUrl}${INSTALL_PATH}`, text: INSTALL_WORDS.again }
  const doors = new HTTPReceiver({
    signingSecret: receiver.signingSecret,
    logger: slackLogger,
    clientId,
    clientSecret,
    stateSecret,
    scopes: [...BOT_SCOPES],
    redirectUri: `${publicUrl}${REDIRECT_PATH}`,
    installationStore: {
      storeInstallation: (granted) => installations.save(granted),
      fetchInstallation: () => Promise.reject(new Error('workspaces.ts reads installations')),
    },
    installerOptions: {
      installPath: INSTALL_PATH,
      redirectUriPath: REDIRECT_PATH,
      authorizationUrl: new URL('../oauth/v2/authorize', apiUrl).href,
      clientOptions: {
        slackApiUrl: apiUrl,
        timeout: timeoutMs,
        retryConfig: { retries: 0 },
        rejectRateLimitedCalls: true,
      },
      renderHtmlForInstallPath: (url) =>
        installPage({ ...INSTALL_WORDS.offer, link: { url, text: INSTALL_WORDS.offer.link } }),
      callbackOptions: {
        success(installation, _options, _request, response) {
          logger.info({ id: installationIdOf(installation) }, 'the app was installed in a workspace')
          const url = `https://app.slack.com/client/${installation.team?.id ?? ''}`
          answerPage(
            response,
            200,
            installPage({ ...INSTALL_WORDS.done, link: { url, text: INSTALL_WORDS.done.link } }),
          )
        },
        failure(error, _options, _request, response) {
          const [status, failure] = readFailure(error, { logger, reportBug })
          answerPage(response, status, installPage({ ...failureWords(failure), link: again }))
        },
      },
    },
  })
  return doors.requestListener
}

function answerPage(response: ServerResponse, status: number, page: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }).end(page)
}

/** What went wrong, and its HTTP status; what an operator should hear of is logged. */
function readFailure(
  error: CodedError,
  { logger, reportBug }: Pick<InstallDoorParts, 'logger' | 'reportBug'>,
): [status: number, failure: InstallFailure] {
  if (error instanceof webApi.SlackError) {
    logger.error(
      { said: error.message },
      'Slack did not complete an installation; check SLACK_CLIENT_ID and SLACK_CLIENT_SECRET',
    )
    return [502, 'refused']
  }
  switch (error.code) {
    case 'slack_oauth_installer_authorization_error':
      return [400, 'cancelled']
    case 'slack_oauth_missing_state':
    case 'slack_oauth_invalid_state':
    case 'slack_oauth_missing_code':
      return [400, 'not begun here']
    default:
      return [500, { reference: reportBug(error, 'an installation of the Slack app') }]
  }
}
