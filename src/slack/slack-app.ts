import type { IncomingMessage, ServerResponse } from 'node:http'
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { registerAgainButton } from './listeners/again-button.ts'
import { registerAppHome } from './listeners/app-home.ts'
import { registerAsFormButton } from './listeners/as-form-button.ts'
import { registerCancelButton } from './listeners/cancel-button.ts'
import { registerDetailsButton } from './listeners/details-button.ts'
import { registerGlobalShortcut } from './listeners/global-shortcut.ts'
import type { ListenerDependencies } from './listeners/listener-dependencies.ts'
import { registerMention } from './listeners/mention.ts'
import { registerMessageShortcut } from './listeners/message-shortcut.ts'
import { registerNotifyCommand } from './listeners/notify-command.ts'
import { registerOpenFormButton } from './listeners/open-form-button.ts'
import { registerForm } from './listeners/register-form.ts'
import { registerSendAllTheSame } from './listeners/send-all-the-same.ts'
import { registerSendStep } from './listeners/send-step.ts'
import { registerSkipButton } from './listeners/skip-button.ts'
import { registerUninstalled } from './listeners/uninstalled.ts'
import { registerUnknownWorkspace } from './listeners/unknown-workspace.ts'
import { createSlackLogger } from './slack-logger.ts'
import type { Workspaces } from './workspaces.ts'

/** The bot's ears in Slack. */
export interface SlackApp {
  /** Answers a request to `/slack/events`; absent in Socket Mode, which needs no address. */
  requestListener?: (request: IncomingMessage, response: ServerResponse) => void
  /** Connects in Socket Mode; resolves when Slack has said hello. In HTTP mode there is nothing to do. */
  start(): Promise<void>
  /** Safe before the start, and twice. */
  stop(): Promise<void>
}

/** Bytes; what Slack sends is far shorter. */
const BODY_BYTES_MAX = 1024 * 1024

/** Builds the Bolt app for either mode, with all its listeners. */
export function createSlackApp(
  config: Config['slack'],
  workspaces: Workspaces,
  dependencies: ListenerDependencies,
  logger: Logger,
): SlackApp {
  const { receiver } = config
  const slackLogger = createSlackLogger(logger)
  const http =
    receiver.type === 'http'
      ? new HTTPReceiver({ signingSecret: receiver.signingSecret, logger: slackLogger, bodyLimit: BODY_BYTES_MAX })
      : undefined
  const socket =
    receiver.type === 'socket'
      ? new SocketModeReceiver({
          appToken: receiver.appToken,
          logger: slackLogger,
          // The only way by which the receiver takes Slack's address. Its own copy, since the client changes it.
          installerOptions: { clientOptions: clientOptions(config) },
        })
      : undefined
  const app = new App({
    ...(http ? { receiver: http } : {}),
    ...(socket ? { receiver: socket } : {}),
    authorize: workspaces.authorize,
    clientOptions: clientOptions(config),
    convoStore: false,
    logger: slackLogger,
  })
  app.error(async (error) => {
    dependencies.reportBug(error, 'a listener in Slack')
  })
  registerUnknownWorkspace(app, config)
  registerUninstalled(app, workspaces, dependencies.reportBug)
  registerNotifyCommand(app, dependencies)
  registerAsFormButton(app, dependencies)
  registerSendAllTheSame(app, dependencies)
  registerForm(app, dependencies)
  registerCancelButton(app, dependencies)
  registerSkipButton(app, dependencies)
  registerAgainButton(app, dependencies)
  registerDetailsButton(app, dependencies)
  registerGlobalShortcut(app, dependencies)
  registerMessageShortcut(app, dependencies)
  registerOpenFormButton(app, dependencies)
  registerMention(app, dependencies)
  registerAppHome(app, dependencies)
  registerSendStep(app, dependencies)
  let isStarted = false
  return {
    ...(http ? { requestListener: (request, response) => http.requestListener(request, response) } : {}),
    async start() {
      if (!socket || isStarted) return
      isStarted = true
      await socket.start()
    },
    async stop() {
      if (!socket || !isStarted) return
      isStarted = false
      await socket.stop()
    },
  }
}

function clientOptions({ apiUrl }: Config['slack']) {
  return apiUrl === undefined ? {} : { slackApiUrl: apiUrl }
}
