import { expect } from 'vitest'
import { basic, postWorkflow } from './api-client.ts'
import { story } from './story.ts'
import { giveChance, NUMBER, untilFact, untilSent } from './thread.ts'
import type { World } from './world.ts'

/** RCS, and an SMS when that is not delivered within ten minutes. */
async function postRcsThenSms(world: World): Promise<void> {
  const message = { content: { type: 'text', text: 'The server room is flooding' } }
  const to = (type: string) => ({ to: { type, number: NUMBER } })
  const workflow = [
    {
      ...to('rcs'),
      from: { type: 'rcs', id: 'Clinic' },
      message,
      failover: { expiry_time: 600, condition_status: 'delivered' },
    },
    { ...to('sms'), from: { type: 'sms', number: 'Clinic' }, message },
  ]
  const answer = await postWorkflow(world, basic(world), JSON.stringify({ template: 'failover', workflow }))
  await untilFact(world, JSON.parse(answer.body).workflow_uuid, 'accepted')
}

const requestsTo = ({ phones }: World) => phones.requests().map(({ method, status }) => `${method} ${status}`)

story('an RCS message that did not arrive in time is taken back before the SMS goes', async (world) => {
  await postRcsThenSms(world)
  await world.advance(600)
  await untilSent(world, 2)
  expect(requestsTo(world)).toEqual(['POST 202', 'PATCH 202', 'POST 202'])
  expect(world.phones.messages().map(({ channel, status }) => [channel, status])).toEqual([
    ['rcs', 'revoked'],
    ['sms', 'submitted'],
  ])
})

story('one that can not be taken back any more holds the SMS no longer than that', async (world) => {
  await postRcsThenSms(world)
  world.phones.hold()
  await world.phones.deliver(world.phones.messages()[0]?.messageUuid ?? '')
  await world.advance(600)
  await untilSent(world, 2)
  await giveChance(world)
  expect(requestsTo(world)).toEqual(['POST 202', 'PATCH 422', 'POST 202'])
})
