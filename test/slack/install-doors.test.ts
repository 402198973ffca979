import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startServer } from '../../src/http/server.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { readSealingKey } from '../../src/signing/sealed.ts'
import { createInstallDoors } from '../../src/slack/install-doors.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createInstallationStore } from '../../src/store/installations.ts'
import { freePort } from '../e2e/free-port.ts'
import { install } from '../e2e/install.ts'

const NOW = 1_795_000_000_000
const OAUTH_APP = { clientId: '12.34', clientSecret: 'of the test' }

let slack: FakeSlack
let database: Database
let publicUrl: string
let log: string[]
let stop: () => Promise<void>

beforeEach(async () => {
  log = []
  const port = await freePort()
  publicUrl = `http://127.0.0.1:${port}`
  const oauth = { ...OAUTH_APP, redirectUrls: [`${publicUrl}/slack/oauth_redirect`] }
  const signingSecret = 'signing-secret-of-the-test'
  const now = () => NOW
  slack = await startFakeSlack({ signingSecret, botToken: 'xoxb-1', appToken: 'xapp-1', oauth, now })
  database = await openDatabase(':memory:')
  const key = readSealingKey(randomBytes(32).toString('hex'))
  const access = {
    type: 'several workspaces' as const,
    ...OAUTH_APP,
    stateSecret: 'state-secret-of-the-test',
    publicUrl,
    encryptionKeys: key ? [key] : [],
  }
  const doors = createInstallDoors(
    { access, receiver: { type: 'http', signingSecret }, apiUrl: slack.apiUrl },
    {
      rows: createInstallationStore(database, { clock: { now, realMsUntil: () => 0 } }),
      logger: pino({ level: 'error' }, { write: (line: string) => void log.push(JSON.parse(line).msg) }),
      reportBug: () => 'R1',
      timeoutMs: 300,
    },
  )
  const server = await startServer({
    host: '127.0.0.1',
    port,
    handle: (request, response) => doors?.(request, response),
    onError: (error) => void log.push(String(error)),
  })
  stop = () => server.stop(0)
})

afterEach(() => Promise.all([stop(), slack.stop(), database.close()]))

test('who installs is told so', async () => {
  expect((await install({ publicUrl })).status).toBe(200)
})

test.each(['oauth.v2.access', 'auth.test'])(
  'who installs while %s is not answered is told to begin again',
  async (method) => {
    slack.fault({ method, delayMs: 1500 })
    const page = await install({ publicUrl })
    expect(page.status).toBe(502)
    expect(page.text).toContain('Slack did not complete')
    expect(log).toEqual([expect.stringMatching(/^Slack did not complete an installation/)])
  },
)
