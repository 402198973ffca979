import { type Credentials, createCredentials } from './credentials.ts'
import { openJournalFile } from './journal-file.ts'
import { startFakeMessagesApi } from './messages-api/fake-messages-api.ts'
import { MAGIC_RECIPIENTS } from './messages-api/magic-recipients.ts'
import type { ProgramOptions } from './program-options.ts'
import { createSandboxClock } from './sandbox-clock.ts'
import { protocolNow } from './slack/signing.ts'
import { startFakeSlack } from './slack/start-fake-slack.ts'
import { createTimeline } from './timeline.ts'

/** A fake that runs alone. */
export interface AloneFake {
  /** For `/control/*`. */
  controlUrl: string
  controlToken: string
  /** What an app has to be started with to meet it. */
  environment: Record<string, string>
  stop(): Promise<void>
}

/** Starts one fake on real time, for an app that is started elsewhere. @throws Error when its port is taken. */
export async function startAlone(options: ProgramOptions): Promise<AloneFake> {
  const clock = createSandboxClock({ startAt: Math.round(protocolNow()) })
  const journal = await openJournalFile(options.journalFile)
  const shared = { now: clock.now, observe: createTimeline(clock.now, journal.write).observe }
  const start = options.parts === 'slack' ? startSlack : startMessages
  const { stop, ...fake } = await start(options, createCredentials(), shared)
  return {
    ...fake,
    async stop() {
      await stop()
      await journal.close()
    },
  }
}

type Shared = Pick<Parameters<typeof startFakeSlack>[0], 'now'> & {
  observe: ReturnType<typeof createTimeline>['observe']
}

async function startSlack(options: ProgramOptions, credentials: Credentials, shared: Shared): Promise<AloneFake> {
  const { appUrl } = options
  const app = appUrl === undefined ? {} : { appUrl }
  const slack = await startFakeSlack({ ...credentials, ...shared, port: options.slackPort, autoRun: true, ...app })
  return {
    controlUrl: `${slack.url}/control/`,
    controlToken: slack.controlToken,
    environment: {
      SLACK_API_URL: slack.apiUrl,
      SLACK_BOT_TOKEN: credentials.botToken,
      ...(appUrl === undefined
        ? { SLACK_APP_TOKEN: credentials.appToken }
        : { SLACK_SIGNING_SECRET: credentials.signingSecret }),
    },
    stop: slack.stop,
  }
}

async function startMessages(options: ProgramOptions, credentials: Credentials, shared: Shared): Promise<AloneFake> {
  const webhooks = options.appUrl === undefined ? {} : webhookUrls(options.appUrl.replace(/\/$/, ''))
  const messagesApi = await startFakeMessagesApi({
    ...shared,
    port: options.messagesPort,
    application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
    account: credentials,
    ...webhooks,
    magicRecipients: MAGIC_RECIPIENTS,
    autoRun: true,
  })
  return {
    controlUrl: `${messagesApi.url}/control/`,
    controlToken: messagesApi.controlToken,
    environment: {
      MESSAGES_API_URL: messagesApi.url,
      VONAGE_APPLICATION_ID: credentials.applicationId,
      VONAGE_PRIVATE_KEY: credentials.privateKeyPem.trim().replaceAll('\n', '\\n'),
      VONAGE_API_KEY: credentials.apiKey,
      VONAGE_API_SECRET: credentials.apiSecret,
      VONAGE_SIGNATURE_SECRET: credentials.signatureSecret,
    },
    stop: messagesApi.stop,
  }
}

function webhookUrls(appUrl: string) {
  const status = `${appUrl}/webhooks/status`
  return {
    applicationWebhookUrl: status,
    accountWebhookUrl: status,
    applicationInboundUrl: `${appUrl}/webhooks/inbound`,
  }
}
