import { App, HTTPReceiver, LogLevel, SocketModeReceiver } from '@slack/bolt'
import { startServer } from '../../../src/http/server.ts'
import type { FakeSlack, FakeSlackOptions } from '../../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../../src/sandbox/slack/start-fake-slack.ts'

export const SIGNING_SECRET = 'signing-secret-of-the-test'
export const BOT_TOKEN = 'xoxb-test'
export const APP_TOKEN = 'xapp-test'
/** Where every test's business clock begins. */
export const START_MS = 1_700_000_000_000

/** A fake Slack with a business clock that only moves when told to, and with an app that subscribes to every event. */
export async function fakeSlackWithClock(options: Partial<FakeSlackOptions> = {}) {
  let nowMs = START_MS
  const slack = await startFakeSlack({
    signingSecret: SIGNING_SECRET,
    botToken: BOT_TOKEN,
    appToken: APP_TOKEN,
    now: () => nowMs,
    events: ['app_home_opened', 'app_mention', 'member_joined_channel'],
    ...options,
  })
  return {
    slack,
    advance(ms: number) {
      nowMs += ms
    },
  }
}

/** A real Bolt app that talks to the fake in one of Slack's two modes. */
export async function startBoltApp(slack: FakeSlack, mode: 'http' | 'socket', register: (app: App) => void) {
  const clientOptions = { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } }
  const shared = { token: BOT_TOKEN, clientOptions, logLevel: LogLevel.ERROR, convoStore: false as const }
  if (mode === 'socket') {
    const receiver = new SocketModeReceiver({
      appToken: APP_TOKEN,
      logLevel: LogLevel.ERROR,
      installerOptions: { clientOptions: { slackApiUrl: slack.apiUrl } },
    })
    const app = new App({ ...shared, receiver })
    register(app)
    await app.start()
    return { stop: async () => void (await app.stop()) }
  }
  const receiver = new HTTPReceiver({ signingSecret: SIGNING_SECRET, logLevel: LogLevel.ERROR })
  const app = new App({ ...shared, receiver })
  register(app)
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    handle: (request, response) => receiver.requestListener(request, response),
    onError: (error) => console.error(error),
  })
  slack.setAppUrl(server.url)
  return { stop: () => server.stop(0) }
}
