import { expect, test } from 'vitest'
import { type ApiWorld, startApi } from './api-world.ts'
import { messengerStep, smsStep, workflowBody } from './bodies.ts'

const T0 = '2023-11-14T22:13:20.000Z'

/** A workflow whose first message has been refused and whose second was delivered. */
async function playStory(world: ApiWorld): Promise<string> {
  const uuid = await world.post('shop', workflowBody({ client_ref: 'order-1' }))
  world.script({ type: 'refused', failure: { code: '1150', title: 'Invalid params', detail: 'The to is wrong.' } })
  await world.handleDue(uuid)
  world.advance(1)
  await world.handleDue(uuid)
  world.advance(1)
  const [, sms] = world.sent
  if (!sms) throw new Error('no SMS was sent')
  const usage = { currency: 'EUR', price: '0.0333' }
  const providerAt = world.clock.at - 500
  await world.receive(world.receiptOf(sms, 'delivered', { messageUuid: 'uuid-2', usage, providerAt }))
  await world.handleDue(uuid)
  return uuid
}

test('a workflow is shown with its plan, how far each message is, and what happened when', async () => {
  const world = await startApi()
  const uuid = await playStory(world)
  const { status, answer } = await world.ask({ path: `/beta/workflows/${uuid}` })
  expect(status).toBe(200)
  const { timeline, ...rest } = answer
  const error = { code: '1150', title: 'Invalid params', detail: 'The to is wrong.' }
  expect(rest).toEqual({
    workflow_uuid: uuid,
    template: 'failover',
    status: 'completed',
    created_at: T0,
    current: 1,
    workflow: [messengerStep({ client_ref: 'order-1' }), smsStep()],
    messages: [
      {
        index: 0,
        channel: 'messenger',
        to: '2345678901234567',
        stage: 'refused',
        statuses: {},
        error,
        client_ref: 'order-1',
      },
      {
        index: 1,
        channel: 'sms',
        to: '447700900000',
        stage: 'sent',
        status: 'delivered',
        message_uuid: 'uuid-2',
        sent_at: '2023-11-14T22:13:21.000Z',
        statuses: { delivered: '2023-11-14T22:13:22.000Z' },
        usage: [{ currency: 'EUR', price: '0.0333' }],
      },
    ],
    outcome: { status: 'completed', reason: 'condition_met', index: 1, at: '2023-11-14T22:13:22.000Z' },
    usage: [{ currency: 'EUR', price: '0.0333' }],
  })
  expect(timeline).toMatchObject([
    { seq: 1, at: T0, type: 'created' },
    { seq: 2, at: T0, type: 'attempt', index: 0, attempt: 1 },
    { seq: 3, at: T0, type: 'refused', index: 0, attempt: 1, error },
    { seq: 4, type: 'failover', index: 0, next: 1, reason: 'refused' },
    { seq: 5, type: 'attempt', index: 1, attempt: 1 },
    { seq: 6, type: 'accepted', index: 1, attempt: 1, message_uuid: 'uuid-2', deadline_at: expect.any(String) },
    {
      seq: 7,
      type: 'receipt',
      at: '2023-11-14T22:13:22.000Z',
      provider_at: '2023-11-14T22:13:21.500Z',
      status: 'delivered',
      change: 'advanced',
      late: false,
    },
    { seq: 8, type: 'ended', status: 'completed', reason: 'condition_met' },
  ])
})

test('the plan that is shown can be posted again', async () => {
  const world = await startApi()
  const uuid = await world.post()
  const { answer } = await world.ask({ path: `/beta/workflows/${uuid}` })
  const again = await world.post('shop', { template: answer.template, workflow: answer.workflow })
  const { answer: second } = await world.ask({ path: `/beta/workflows/${again}` })
  expect(second.workflow).toEqual(answer.workflow)
})

test('its uuid is called as the path calls it', async () => {
  const world = await startApi()
  const uuid = await world.post()
  const { answer } = await world.ask({ path: `/v0.1/dispatch/${uuid}/` })
  expect(answer).toMatchObject({ dispatch_uuid: uuid })
  expect(answer).not.toHaveProperty('workflow_uuid')
})

test('a client sees its own workflows, the operator those of all and of the bot', async () => {
  const world = await startApi()
  const ofShop = await world.post('shop')
  const ofBot = await world.create()
  const seen = async (client: 'shop' | 'clinic' | 'operator', uuid: string) =>
    (await world.ask({ client, path: `/beta/workflows/${uuid}` })).status
  expect([await seen('shop', ofShop), await seen('clinic', ofShop), await seen('operator', ofShop)]).toEqual([
    200, 404, 200,
  ])
  expect([await seen('shop', ofBot), await seen('operator', ofBot)]).toEqual([404, 200])
})

test.each([['aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'], ['1'], ['%00'], ["' or 1=1"]])(
  'there is no workflow %s, and whether there is one of somebody else is not said',
  async (uuid) => {
    const world = await startApi()
    const actions: [string, string][] = [
      ['GET', ''],
      ['POST', '/cancel'],
      ['POST', '/skip'],
      ['GET', '/evidence'],
    ]
    for (const [method, action] of actions) {
      const body = action === '/skip' ? { index: 0 } : undefined
      const { status, answer } = await world.ask({ method, path: `/beta/workflows/${uuid}${action}`, body })
      expect(status).toBe(404)
      expect(answer).toMatchObject({
        title: 'Not Found',
        detail: `ID '${decodeURIComponent(uuid)}' does not exist, or you do not have access`,
      })
    }
    expect(world.errors).toEqual([])
  },
)

test('the evidence comes as a file of either format', async () => {
  const world = await startApi()
  const uuid = await world.post()
  const path = `/beta/workflows/${uuid}/evidence`
  const csv = await world.ask({ path: `${path}?format=csv` })
  expect([csv.status, csv.type]).toEqual([200, 'text/csv; charset=utf-8'])
  expect(csv.text.split('\r\n')[0]).toContain('"seq","at","provider at"')
  const json = await world.ask({ path })
  expect([json.status, json.type, json.answer.workflowUuid]).toEqual([200, 'application/json', uuid])
  expect(csv.headers.get('content-disposition')).toBe(`attachment; filename="${uuid}.csv"`)
  expect((await world.ask({ path: `${path}?format=pdf` })).status).toBe(400)
  expect((await world.ask({ path, client: 'clinic' })).status).toBe(404)
})
