/**
 * `npm run sandbox`: the real product between a fake Slack and a fake Messages API, all on loopback, with a page to
 * play every part. This is the only place that starts the product with the mark of the sandbox.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { createCredentials } from './credentials.ts'
import { curlExample } from './curl-example.ts'
import { sandboxEnvironment } from './environment.ts'
import { startFakeMessagesApi } from './messages-api/fake-messages-api.ts'
import { startPage } from './page-server.ts'
import { createSandboxClock } from './sandbox-clock.ts'
import { startFakeSlack } from './slack/start-fake-slack.ts'

const { values: options } = parseArgs({
  options: {
    port: { type: 'string', default: '3100' },
    'app-port': { type: 'string', default: '3000' },
    socket: { type: 'boolean', default: false },
    'database-url': { type: 'string' },
    help: { type: 'boolean', default: false },
  },
})

const USAGE = `npm run sandbox -- [options]
  --port 3100          where the page is served
  --app-port 3000      where Backstop listens for webhooks and API requests
  --socket             connect Slack by Socket Mode instead of signed HTTP requests
  --database-url URL   keep the data in postgres://… or a SQLite file; a temporary file unless said`

/** Starts all parts, and returns how to end them. */
async function startSandbox(): Promise<{ pageUrl: string; appUrl: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(join(tmpdir(), 'backstop-sandbox-'))
  const clock = createSandboxClock()
  const credentials = createCredentials()
  const port = Number(options['app-port'])
  const publicUrl = `http://127.0.0.1:${port}`
  const receiver = options.socket ? 'socket' : 'http'
  const slack = await startFakeSlack({
    ...credentials,
    now: clock.now,
    ...(receiver === 'http' ? { appUrl: publicUrl } : {}),
  })
  const messagesApi = await startFakeMessagesApi({
    now: clock.now,
    application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
    account: credentials,
    accountWebhookUrl: `${publicUrl}/webhooks/status`,
    autoRun: true,
  })
  const environment = sandboxEnvironment({
    addresses: { slackApiUrl: slack.apiUrl, messagesApiUrl: messagesApi.url, publicUrl },
    credentials,
    receiver,
    databaseUrl: options['database-url'] ?? join(folder, 'backstop.db'),
    port,
  })
  const app = await startApp(readConfig(environment), { clock, sandbox: true })
  clock.onChange(app.nudge)
  const page = await startPage({
    port: Number(options.port),
    slack,
    messagesApi,
    clock,
    about: { curl: curlExample(publicUrl, credentials), publicUrl },
  })
  return {
    pageUrl: page.url,
    appUrl: publicUrl,
    async stop() {
      await page.stop()
      await app.stop()
      await Promise.all([slack.stop(), messagesApi.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

if (options.help) {
  process.stdout.write(`${USAGE}\n`)
} else {
  try {
    const sandbox = await startSandbox()
    process.stdout.write(
      `Backstop's SANDBOX is running: nothing in it is a real delivery.\n\n  Open ${sandbox.pageUrl}\n\n` +
        `In #incidents type /notify, fill the form, and leave the Messenger message unread.\n` +
        `Backstop's own address is ${sandbox.appUrl}; the page shows curl commands for its API. Ctrl+C ends it.\n`,
    )
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.once(signal, () => void sandbox.stop().then(() => process.exit(0)))
    }
  } catch (error) {
    const { code, port } = error as { code?: string; port?: number }
    const isTaken = code === 'EADDRINUSE'
    const message = isTaken ? `Port ${port} is in use. Choose others with --port and --app-port.` : String(error)
    process.stderr.write(`The sandbox can't start: ${message}\n${isTaken ? `\n${USAGE}\n` : ''}`)
    process.exit(1)
  }
}
