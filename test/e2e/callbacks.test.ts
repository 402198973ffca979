import { expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { basic } from './api-client.ts'
import { story, takeLog } from './story.ts'
import { CHAIN, giveChance, NUMBER, notify, PSID, sentUuid, untilFact, untilSent, untilTold } from './thread.ts'
import { CRM, type World } from './world.ts'

const WITH_CALLBACKS = { hasCallbacks: true }
const TEXT = { content: { type: 'text', text: 'The server room is flooding' } }
const MESSENGER = {
  from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
  to: { type: 'messenger', id: PSID },
  message: TEXT,
  failover: { expiry_time: 600, condition_status: 'read' },
  client_ref: 'order-4711',
}
const SMS = { from: { type: 'sms', number: SENDERS.SMS_FROM }, to: { type: 'sms', number: NUMBER }, message: TEXT }

/** Posts a workflow at one of the two paths. @returns its uuid. */
async function post(world: World, path: string, workflow: unknown[], authorization = basic(world)): Promise<string> {
  const headers = { authorization, 'content-type': 'application/json' }
  const body = JSON.stringify({ template: 'failover', workflow })
  const response = await fetch(`${world.publicUrl}${path}`, { method: 'POST', headers, body })
  const answer = (await response.json()) as Record<string, string>
  expect(response.status, JSON.stringify(answer)).toBe(202)
  return answer.dispatch_uuid ?? answer.workflow_uuid ?? ''
}

/** The words of all callbacks to a client: each message's status, and the report's. */
function told({ callbacks }: World, client = 'operator'): string[] {
  return callbacks.received(client).map(({ body }) => {
    const to = body.to as { type: string } | undefined
    return `${to ? to.type : body.template} ${body.status}`
  })
}

story(
  'each status and the one final report come signed to the client’s address, and a receipt after the end, too',
  async (world) => {
    const uuid = await post(world, '/v0.1/dispatch', [MESSENGER, SMS])
    await untilSent(world, 1)
    await untilFact(world, uuid, 'accepted')
    await world.advance(600)
    await untilSent(world, 2)
    await world.phones.deliver(sentUuid(world, 1))
    await world.callbacks.until(4)
    await world.phones.read(sentUuid(world, 0))
    await world.callbacks.until(6)
    await giveChance(world)
    expect(told(world)).toEqual([
      'messenger submitted',
      'sms submitted',
      'sms delivered',
      'failover completed',
      'messenger delivered',
      'messenger read',
    ])
    const [first, , , report] = world.callbacks.received()
    expect(world.callbacks.received().every(({ answered }) => answered === 200)).toBe(true)
    expect(first?.claims).toMatchObject({ api_key: world.credentials.apiKey })
    expect(first?.body).toEqual({
      message_uuid: sentUuid(world, 0),
      to: MESSENGER.to,
      from: MESSENGER.from,
      timestamp: expect.stringMatching(/^2026-11-21T22:00:00\.000Z$/),
      status: 'submitted',
      client_ref: 'order-4711',
      _links: { workflow: { dispatch_uuid: uuid, href: `/workflows/${uuid}` } },
    })
    expect(report?.body).toMatchObject({
      dispatch_uuid: uuid,
      template: 'failover',
      status: 'completed',
      usage: { currency: 'EUR' },
      _links: {
        messages: [
          { message_uuid: sentUuid(world, 0), channel: 'messenger', status: 'submitted' },
          { message_uuid: sentUuid(world, 1), channel: 'sms', status: 'delivered' },
        ],
      },
    })
  },
  WITH_CALLBACKS,
)

story(
  'a message that the API refused is told as rejected with the error, under the old name of the uuid',
  async (world) => {
    world.phones.fault({ kind: '400', channel: 'messenger' })
    world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
    const uuid = await post(world, '/beta/workflows', [MESSENGER, SMS])
    await world.callbacks.until(4)
    expect(told(world)[0]).toBe('messenger rejected')
    expect(told(world)).toHaveLength(4)
    const [refused, ...later] = world.callbacks.received().map(({ body }) => body)
    expect(refused).toMatchObject({
      message_uuid: expect.stringMatching(/^[0-9a-f-]{36}$/),
      error: { code: 1020, reason: expect.stringContaining('Invalid params') },
      _links: { workflow: { workflow_uuid: uuid } },
    })
    expect(later.at(-1)).toMatchObject({ workflow_uuid: uuid, status: 'completed' })
  },
  WITH_CALLBACKS,
)

story(
  'each client gets only its own, by its own secret, and what the bot sends is told to none',
  async (world) => {
    world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
    const crm = `Basic ${Buffer.from(`${CRM.api_key}:${CRM.api_secret}`).toString('base64')}`
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await post(world, '/v0.1/dispatch', [SMS], crm)
    await world.callbacks.until(3, 'crm')
    await giveChance(world)
    expect(told(world, 'crm')).toEqual(['sms submitted', 'sms delivered', 'failover completed'])
    expect(world.callbacks.received('crm').map(({ claims }) => claims.api_key)).toEqual(Array(3).fill(CRM.api_key))
    expect(told(world, 'operator')).toEqual([])
  },
  WITH_CALLBACKS,
)

story(
  'a callback that a client can’t take is repeated as it was, later ones go on, and a restart forgets nothing',
  async (world) => {
    world.callbacks.answerNext(503, 200, 200, 429)
    world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
    await post(world, '/v0.1/dispatch', [SMS])
    await world.callbacks.until(3)
    await giveChance(world)
    await world.stopApp()
    await world.advance(5)
    await world.startApp()
    await world.callbacks.until(4)
    await giveChance(world)
    await world.advance(9)
    await giveChance(world)
    expect(world.callbacks.received()).toHaveLength(4)
    await world.advance(1)
    await world.callbacks.until(5)
    await giveChance(world)
    expect(told(world)).toEqual([
      'sms submitted',
      'sms delivered',
      'failover completed',
      'sms submitted',
      'sms submitted',
    ])
    const [first, , , ...again] = world.callbacks.received().map(({ raw }) => raw)
    expect(again).toEqual([first, first])
    await world.advance(86_400)
    await giveChance(world)
    expect(world.callbacks.received()).toHaveLength(5)
  },
  WITH_CALLBACKS,
)

story(
  'a callback that a client refuses is not repeated, and the operator hears of it',
  async (world) => {
    world.callbacks.answerNext(404)
    world.phones.setBehaviour(NUMBER, { deliver: 'at once' })
    await post(world, '/v0.1/dispatch', [SMS])
    await world.callbacks.until(3)
    await world.advance(86_400)
    await giveChance(world)
    expect(told(world)).toEqual(['sms submitted', 'sms delivered', 'failover completed'])
    expect(takeLog(world)).toEqual([
      '50 a callback to an API client is given up: refused, or not answered for 24 h; check its callback address',
    ])
  },
  WITH_CALLBACKS,
)

story(
  'a cancelled workflow ends in an error on the wire',
  async (world) => {
    const uuid = await post(world, '/v0.1/dispatch', [MESSENGER, SMS])
    await world.callbacks.until(1)
    await world.app().engine.cancel(uuid, 'operator')
    world.app().nudge()
    await world.callbacks.until(2)
    expect(told(world)).toEqual(['messenger submitted', 'failover error'])
  },
  WITH_CALLBACKS,
)
