import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { basic, bearer, postWorkflow } from './api-client.ts'
import { story } from './story.ts'
import { giveChance, NUMBER, PSID, sentUuid, untilFact, untilSent } from './thread.ts'
import type { World } from './world.ts'

/** What the vendor's two samples post, in our own words, with the samples' placeholders. */
const SAMPLE = JSON.stringify({
  template: 'failover',
  workflow: [
    {
      from: { type: 'messenger', id: 'SENDER_ID' },
      to: { type: 'messenger', id: 'RECIPIENT_ID' },
      message: { content: { type: 'text', text: 'The server room is flooding' } },
      failover: { expiry_time: 600, condition_status: 'read' },
    },
    {
      from: { type: 'sms', number: 'FROM_NUMBER' },
      to: { type: 'sms', number: 'TO_NUMBER' },
      message: { content: { type: 'text', text: 'The server room is flooding' } },
    },
  ],
})

/** The vendor's own samples, where they lie beside this checkout: they are not part of it. */
const SEEDS = join(import.meta.dirname, '../../../shared/seeds')
const SEED_FILES = ['workflows-api-overview.md', 'send-a-message-with-failover.txt']

/** The body of the first curl command in a text. */
function curlBody(text: string): string {
  const body = /-d \$'([\s\S]*?)'/.exec(text)?.[1]
  if (body === undefined) throw new Error('there is no curl command')
  return body
}

const bodies: [string, string][] = [['in our own words', SAMPLE]]
for (const name of SEED_FILES) {
  const path = join(SEEDS, name)
  if (existsSync(path)) bodies.push([`from ${name}`, curlBody(readFileSync(path, 'utf8'))])
  else console.info(`left out: the vendor's sample ${name} is not here`)
}

function filledIn(sample: string): string {
  return sample
    .replace('SENDER_ID', SENDERS.MESSENGER_FROM)
    .replace('RECIPIENT_ID', PSID)
    .replace('FROM_NUMBER', SENDERS.SMS_FROM)
    .replace('TO_NUMBER', NUMBER)
}

/** Posts the sample, and waits until its first message is on its way. */
async function post(world: World, authorization: string, sample: string): Promise<void> {
  const { status, body } = await postWorkflow(world, authorization, filledIn(sample))
  expect(status).toBe(202)
  const { workflow_uuid: uuid, ...rest } = JSON.parse(body)
  expect(rest).toEqual({})
  await untilSent(world, 1)
  await untilFact(world, uuid, 'accepted')
}

for (const [origin, sample] of bodies) {
  for (const [scheme, authorize] of [
    ['Basic', basic],
    ['Bearer', bearer],
  ] as const) {
    story(`the sample ${origin} with ${scheme}: an SMS follows when the message is not read in time`, async (world) => {
      await post(world, authorize(world), sample)
      await world.advance(599)
      await giveChance(world)
      expect(world.phones.messages()).toHaveLength(1)
      await world.advance(1)
      await untilSent(world, 2)
      expect(world.phones.messages().map(({ channel, to, from }) => [channel, to, from])).toEqual([
        ['messenger', PSID, SENDERS.MESSENGER_FROM],
        ['sms', NUMBER, SENDERS.SMS_FROM],
      ])
    })

    story(`the sample ${origin} with ${scheme}: no SMS follows when the message is read`, async (world) => {
      await post(world, authorize(world), sample)
      await world.advance(599)
      await world.phones.read(sentUuid(world, 0))
      await world.advance(86_400)
      await giveChance(world)
      await world.stopApp()
      expect(world.phones.messages()).toHaveLength(1)
    })
  }
}

story('without good credentials nothing is created', async (world) => {
  const body = filledIn(SAMPLE)
  expect((await postWorkflow(world, 'Basic d3Jvbmc6d3Jvbmc=', body)).status).toBe(401)
  const [header, claims] = bearer(world).split('.')
  expect((await postWorkflow(world, `${header}.${claims}.AAAA`, body)).status).toBe(401)
  expect(world.phones.requests()).toEqual([])
})

story('a workflow that is not valid is refused with each of its parameters named', async (world) => {
  const body = filledIn(SAMPLE).replace('600', '14').replace(NUMBER, '07700900000')
  const answer = await postWorkflow(world, basic(world), body)
  expect(answer.status).toBe(400)
  expect(JSON.parse(answer.body).invalid_parameters).toEqual([
    { name: 'workflow[0].failover.expiry_time', reason: 'must be a whole number of seconds from 15 to 86400 (1 day)' },
    {
      name: 'workflow[1].to.number',
      reason: 'must start with the country code instead of 0, for example 447700900000',
    },
  ])
  expect(world.phones.requests()).toEqual([])
})
