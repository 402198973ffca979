import { App, LogLevel } from '@slack/bolt'
import { beforeEach, expect, test } from 'vitest'
import { registerUninstalled } from '../../src/slack/listeners/uninstalled.ts'

/** Seconds; when Slack says that it happened. */
const EVENT_TIME = 1_795_000_000

let forgotten: [id: string, at: number][]
let bugs: string[]
let app: App

beforeEach(() => {
  forgotten = []
  bugs = []
  app = listening(async (id, at) => void forgotten.push([id, at]))
})

/** The real Bolt, with nothing before it that would have to be signed. */
function listening(forget: (id: string, at: number) => Promise<void>): App {
  const receiver = { init() {}, start: async () => {}, stop: async () => {} }
  const made = new App({ receiver, authorize: async () => ({}), convoStore: false, logLevel: LogLevel.ERROR })
  registerUninstalled(made, { forget }, (_, where) => {
    bugs.push(where)
    return 'R1'
  })
  return made
}

/** Slack tells the app something, in an envelope like this. */
const tell = (event: object, envelope: object) =>
  app.processEvent({
    body: { type: 'event_callback', event_id: 'Ev1', event_time: EVENT_TIME, event, ...envelope },
    ack: async () => {},
  })

const REMOVED = { type: 'app_uninstalled' }

const authorizedBy = (enterpriseId: string | null, teamId: string | null, isEnterpriseInstall: boolean) => ({
  authorizations: [
    {
      enterprise_id: enterpriseId,
      team_id: teamId,
      user_id: 'U1',
      is_bot: true,
      is_enterprise_install: isEnterpriseInstall,
    },
  ],
})

test.each<[string, object, string]>([
  ['a workspace', { team_id: 'T1' }, 'T1'],
  ['a workspace of an organisation', { team_id: 'T1', enterprise_id: 'E1' }, 'T1'],
  ['a workspace that is said to have it', { team_id: 'T1', ...authorizedBy('E1', 'T1', false) }, 'T1'],
  ['an organisation', { team_id: null, enterprise_id: 'E1' }, 'E1'],
  ['an organisation, said in one of its workspaces', { team_id: 'T1', ...authorizedBy('E1', 'T1', true) }, 'E1'],
])('the app that was removed from %s is forgotten there', async (_where, envelope, id) => {
  await tell(REMOVED, envelope)
  expect(forgotten).toEqual([[id, EVENT_TIME * 1000 + 999]])
})

test('a removal that names no place forgets none', async () => {
  await tell(REMOVED, { team_id: null, enterprise_id: null })
  expect([forgotten, bugs]).toEqual([[], []])
})

test('a bot’s token that is revoked ends the installation, and a person’s does not', async () => {
  const revoked = (tokens: object) => tell({ type: 'tokens_revoked', tokens }, { team_id: 'T1' })
  await revoked({ oauth: ['U1'] })
  await revoked({ oauth: ['U1'], bot: [] })
  expect(forgotten).toEqual([])
  await revoked({ oauth: [], bot: ['U0BOT'] })
  expect(forgotten).toEqual([['T1', EVENT_TIME * 1000 + 999]])
})

test('a database that does not answer is reported for either event', async () => {
  app = listening(async () => {
    throw new Error('the database is away')
  })
  await tell(REMOVED, { team_id: 'T1' })
  await tell({ type: 'tokens_revoked', tokens: { bot: ['U0BOT'] } }, { team_id: 'T1' })
  expect(bugs).toEqual(['the event app_uninstalled', 'the event tokens_revoked'])
})
