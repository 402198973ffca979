import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import { startFakeSlack } from '../../src/sandbox/slack/start-fake-slack.ts'
import { readSealingKey } from '../../src/signing/sealed.ts'
import { callSlack } from '../../src/slack/call-outcome.ts'
import { createInstallations } from '../../src/slack/installations.ts'
import type { WebClients } from '../../src/slack/web-clients.ts'
import { createWorkspaces, type Source } from '../../src/slack/workspaces.ts'
import { type Database, openDatabase } from '../../src/store/database.ts'
import { createInstallationStore } from '../../src/store/installations.ts'

const NOW = 1_795_000_000_000
const TOKEN = 'xoxb-of-the-team'

let slack: FakeSlack
let database: Database
let log: { level: number; msg: string; installations?: string[] }[]
let bugs: unknown[]
let now: number

beforeEach(async () => {
  now = NOW
  log = []
  bugs = []
  database = await openDatabase(':memory:')
  slack = await startFakeSlack({ signingSecret: 's', botToken: TOKEN, appToken: 'xapp-1', now: () => now })
})
afterEach(async () => {
  await Promise.all([slack.stop(), database.close()])
})

function aKey() {
  const key = readSealingKey(randomBytes(32).toString('hex'))
  if (!key) throw new Error('this is a key')
  return key
}

const KEY = aKey()

/** A replica of the product with these keys. */
function replica(encryptionKeys = [KEY]) {
  const rows = createInstallationStore(database, { clock: { now: () => now, realMsUntil: () => 0 } })
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line)) })
  const reportBug = (error: unknown) => {
    bugs.push(error)
    return 'reference'
  }
  const secrets = { clientId: 'c', clientSecret: 'c', stateSecret: 's', publicUrl: 'http://127.0.0.1' }
  const access = { type: 'several workspaces' as const, encryptionKeys, ...secrets }
  const config = { access, receiver: { type: 'http' as const, signingSecret: 's' }, apiUrl: slack.apiUrl }
  const workspaces = createWorkspaces(config, { rows, logger, reportBug })
  return { ...workspaces, rows, installations: createInstallations(rows, encryptionKeys) }
}

function granted(token: string, place: { team?: string; enterprise?: string }) {
  const { team, enterprise } = place
  return {
    team: team === undefined ? undefined : { id: team },
    enterprise: enterprise === undefined ? undefined : { id: enterprise },
    isEnterpriseInstall: team === undefined,
    user: { token: undefined, scopes: undefined, id: 'U1' },
    bot: { token, scopes: ['commands'], id: 'B1', userId: 'U0BOT' },
  }
}

const sourceOf = (teamId: string, enterpriseId?: string): Source => ({
  teamId,
  enterpriseId,
  isEnterpriseInstall: enterpriseId !== undefined,
})

/** Whether Slack takes the token of these clients. */
const askWho = ({ interactive }: WebClients) => callSlack(() => interactive.auth.test())

test('each workspace has clients of its own token, made once', async () => {
  const { clientsOf, installations } = replica()
  await installations.save(granted(TOKEN, { team: 'T1' }))
  await installations.save(granted('xoxb-other', { team: 'T2' }))
  const [one, two] = [await clientsOf('T1'), await clientsOf('T2')]
  expect(await askWho(one)).toMatchObject({ type: 'done' })
  expect(await askWho(two)).toEqual({ type: 'locked out', error: 'invalid_auth' })
  expect(await clientsOf('T1')).toBe(one)
})

test('what one replica is told another one knows at its next call', async () => {
  const [here, there] = [replica(), replica()]
  await here.installations.save(granted('xoxb-old', { team: 'T1' }))
  expect(await askWho(await there.clientsOf('T1'))).toEqual({ type: 'locked out', error: 'invalid_auth' })
  await here.installations.save(granted(TOKEN, { team: 'T1' }))
  expect(await askWho(await there.clientsOf('T1'))).toMatchObject({ type: 'done' })
  await here.forget('T1', now)
  await expect(there.clientsOf('T1')).rejects.toThrow('the app is not installed in T1')
  const outcome = await callSlack(async () => void (await there.clientsOf('T1')))
  expect(outcome).toEqual({ type: 'not allowed', error: 'not_installed' })
})

test('listeners are told whose workspace it is, or that it is nobody’s', async () => {
  const { authorize, installations } = replica()
  await installations.save(granted(TOKEN, { team: 'T1' }))
  expect(await authorize(sourceOf('T1'))).toEqual({ botToken: TOKEN, botId: 'B1', botUserId: 'U0BOT' })
  expect(await authorize(sourceOf('T2'))).toEqual({ isUnknownWorkspace: true })
  expect(bugs).toEqual([])
})

test('an organisation that has the app has it in each of its workspaces that Slack has spoken of', async () => {
  const { authorize, clientsOf, installations } = replica()
  await installations.save(granted(TOKEN, { enterprise: 'E1' }))
  await expect(clientsOf('T1')).rejects.toThrow('not installed')
  expect(await authorize(sourceOf('T1', 'E1'))).toMatchObject({ botToken: TOKEN })
  expect(await askWho(await clientsOf('T1'))).toMatchObject({ type: 'done' })
  expect(await askWho(await replica().clientsOf('T1'))).toMatchObject({ type: 'done' })
  const calls = slack.journal().flatMap((entry) => (entry.kind === 'web_api' ? [entry.arguments.team_id] : []))
  expect(calls).toEqual(['T1', 'T1'])
  expect(await authorize(sourceOf('T1', 'E2'))).toEqual({ isUnknownWorkspace: true })
})

test('a workspace with an installation of its own has that one, also in an organisation', async () => {
  const { authorize, installations } = replica()
  await installations.save(granted(TOKEN, { team: 'T1' }))
  const source = { teamId: 'T1', enterpriseId: 'E1', isEnterpriseInstall: false }
  expect(await authorize(source)).toMatchObject({ botToken: TOKEN })
})

test('a workspace is noted as of an organisation only where that has the app', async () => {
  const { authorize, rows } = replica()
  expect(await authorize(sourceOf('T1', 'E1'))).toEqual({ isUnknownWorkspace: true })
  expect(await rows.organisationOf('T1')).toBeUndefined()
})

test('a workspace that is noted is noted anew only where another replica has noted something else', async () => {
  const { authorize, clientsOf, installations, rows } = replica()
  await installations.save(granted(TOKEN, { enterprise: 'E1' }))
  await authorize(sourceOf('T1', 'E1'))
  const notes = vi.spyOn(rows, 'noteTeam')
  await authorize(sourceOf('T1', 'E1'))
  expect(notes).not.toHaveBeenCalled()
  await replica().rows.noteTeam('T1', 'E2')
  await authorize(sourceOf('T1', 'E1'))
  expect(await askWho(await clientsOf('T1'))).toMatchObject({ type: 'done' })
})

test('a click in a form is of the workspace that its view names, whoever clicks from elsewhere', async () => {
  const { authorize, installations } = replica()
  await installations.save(granted(TOKEN, { team: 'T1' }))
  const body = { view: { app_installed_team_id: 'T1' } }
  expect(await authorize(sourceOf('T9'), body)).toMatchObject({ botToken: TOKEN })
  expect(await authorize(sourceOf('T9', 'E9'), body)).toMatchObject({ botToken: TOKEN })
  expect(await authorize(sourceOf('T1'), { view: {} })).toMatchObject({ botToken: TOKEN })
  expect(await authorize(sourceOf('T9'), { view: {} })).toEqual({ isUnknownWorkspace: true })
})

test('a key that is rotated: the old one still opens, and can be dropped after the next start', async () => {
  const [old, present] = [aKey(), aKey()]
  await replica([old]).installations.save(granted(TOKEN, { team: 'T1' }))
  const rotating = replica([present, old])
  await rotating.installations.save(granted(TOKEN, { team: 'T2' }))
  await rotating.check()
  expect(log).toEqual([])
  expect(await askWho(await rotating.clientsOf('T1'))).toMatchObject({ type: 'done' })

  const rotated = replica([present])
  expect(await askWho(await rotated.clientsOf('T1'))).toMatchObject({ type: 'done' })
  expect(await askWho(await rotated.clientsOf('T2'))).toMatchObject({ type: 'done' })
})

test('an installation that no key opens is told of, and stops nothing', async () => {
  await replica([aKey()]).installations.save(granted(TOKEN, { team: 'T1' }))
  const rotated = replica([aKey(), aKey()])
  const outcome = await callSlack(async () => void (await rotated.clientsOf('T1')))
  expect(outcome).toEqual({ type: 'locked out', error: 'installation_unreadable' })
  expect(await rotated.authorize(sourceOf('T1'))).toEqual({})
  expect(bugs).toEqual([])
  await rotated.check()
  expect(log).toMatchObject([{ level: 50, installations: ['T1'] }])
  expect(log[0]?.msg).toMatch(/^ENCRYPTION_KEY does not open these installations; /)
})

test('the installation of one workspace can not be put in the place of another’s', async () => {
  const { rows, installations, clientsOf } = replica()
  await installations.save(granted(TOKEN, { team: 'T1' }))
  const { sealed = '' } = (await rows.find('T1')) ?? {}
  await rows.save({ id: 'T2', sealed })
  await expect(clientsOf('T2')).rejects.toThrow('ENCRYPTION_KEY does not open the installation of T2')
  expect(await installations.rotate()).toEqual(['T2'])
})

test('a database that does not answer leaves listeners without a token, and is reported', async () => {
  const { authorize } = replica()
  await database.close()
  expect(await authorize(sourceOf('T1'))).toEqual({})
  expect(bugs).toHaveLength(1)
  database = await openDatabase(':memory:')
})

test('an installation without a bot is none', async () => {
  const { bot: _, ...botless } = granted(TOKEN, { team: 'T1' })
  await expect(replica().installations.save(botless)).rejects.toThrow('without a bot')
})

/** The product in one workspace, by this token. */
function alone(botToken: string) {
  const rows = createInstallationStore(database, { clock: { now: () => now, realMsUntil: () => 0 } })
  const logger = pino({ level: 'info' }, { write: (line: string) => void log.push(JSON.parse(line)) })
  const access = { type: 'one workspace' as const, botToken }
  const config = { access, receiver: { type: 'http' as const, signingSecret: 's' }, apiUrl: slack.apiUrl }
  return createWorkspaces(config, { rows, logger, reportBug: () => 'reference' })
}

test('a token that Slack refuses is told at the start, and a Slack that is away holds nothing up', async () => {
  await expect(alone('xoxb-wrong').check()).rejects.toThrow('Slack refuses SLACK_BOT_TOKEN (invalid_auth)')
  await alone(TOKEN).check()
  expect(log).toEqual([])
  slack.outage(true)
  await alone(TOKEN).check()
  expect(log).toMatchObject([{ level: 40, msg: expect.stringMatching(/^Slack can not be reached; messages go out/) }])
})
