import { expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { startFakeMessagesApi } from '../../src/sandbox/messages-api/fake-messages-api.ts'
import { basic, postWorkflow } from './api-client.ts'
import { freePort } from './free-port.ts'
import { story, takeLog } from './story.ts'
import {
  CHAIN,
  cardsIn,
  cardText,
  giveChance,
  NUMBER,
  notify,
  threadOf,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import type { World } from './world.ts'

const SMS = `${NUMBER} The server room is flooding`

function smsWorkflow(place: number): string {
  const to = { type: 'sms', number: `4477009${String(place).padStart(5, '0')}` }
  const message = { content: { type: 'text', text: 'The server room is flooding' } }
  const from = { type: 'sms', number: SENDERS.SMS_FROM }
  return JSON.stringify({ template: 'failover', workflow: [{ from, to, message }] })
}

async function untilToldTimes(world: World, line: RegExp, times: number): Promise<void> {
  await world.slack.until(() => threadOf(world).filter((told) => line.test(told)).length >= times)
}

story('after a 429 nothing is sent by anybody before the API says', async (world) => {
  world.phones.fault({ kind: '429', retryAfterSeconds: 7 })
  await notify(world, SMS)
  await untilTold(world, /the API asks us to wait/)
  await world.advance(6)
  await postWorkflow(world, basic(world), smsWorkflow(0))
  await giveChance(world)
  expect(world.phones.requests()).toHaveLength(1)
  await world.advance(1)
  await untilTold(world, /SMS\* sent/)
  await world.phones.until(() => world.phones.requests().length === 3)
  expect(world.phones.requests().map(({ status }) => status)).toEqual([429, 202, 202])
  const [first, ...later] = world.phones.requests().map(({ at }) => at)
  expect(Math.min(...later)).toBeGreaterThanOrEqual((first ?? 0) + 7000)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^⏳ \*SMS\* is not sent yet: the API asks us to wait.*Next try .*22:00:07/),
    '📤 *SMS* sent',
  ])
})

story('internal errors are repeated after 1, 2 and 4 seconds, and each is told', async (world) => {
  world.phones.fault({ kind: '500', times: 3 })
  await notify(world, SMS)
  for (const [place, pauseSeconds] of [1, 2, 4].entries()) {
    await untilToldTimes(world, /the API has an internal error/, place + 1)
    await world.advance(pauseSeconds)
    await world.phones.until(() => world.phones.requests().length === place + 2)
  }
  await untilTold(world, /SMS\* sent/)
  expect(threadOf(world)).toHaveLength(4)
  expect(world.phones.requests().map(({ at }) => (at - (world.phones.requests()[0]?.at ?? 0)) / 1000)).toEqual([
    0, 1, 3, 7,
  ])
  expect(world.phones.messages()).toHaveLength(1)
})

const deadPort = await freePort()

story(
  'an API that refuses connections is asked again until it is there, and gets the message once',
  async (world) => {
    await notify(world, SMS)
    await untilTold(world, /the API could not be reached/)
    const { credentials } = world
    const late = await startFakeMessagesApi({
      port: deadPort,
      now: world.now,
      application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
      account: credentials,
    })
    try {
      await world.advance(1)
      await untilTold(world, /SMS\* sent/)
      expect(late.messages()).toHaveLength(1)
    } finally {
      await late.stop()
    }
  },
  { environment: { MESSAGES_API_URL: `http://127.0.0.1:${deadPort}` } },
)

story('refused credentials hold all sending, alert the operator, and go on when they are good again', async (world) => {
  world.phones.fault({ kind: '401' })
  await notify(world, CHAIN)
  await untilTold(world, /Sending is on hold: the API refuses our credentials/)
  await untilCard(world, /On hold/)
  expect(takeLog(world)).toEqual([
    '50 sending is on hold: the Messages API refuses our credentials; check the VONAGE_ settings',
  ])
  await world.advance(59)
  await giveChance(world)
  expect(world.phones.requests()).toHaveLength(1)
  await world.advance(1)
  await untilTold(world, /Messenger\* sent/)
  expect(threadOf(world)[1]).toMatch(/10 min to be read, until .*22:11:00/)
  await untilCard(world, /Waiting\* · to be read/)
  expect(cardText(world)).not.toContain('On hold')
})

story('an account without credit holds what others want to send, too', async (world) => {
  world.phones.fault({ kind: '402' })
  await notify(world, SMS)
  await untilTold(world, /out of credit/)
  await notify(world, `${SMS}, and the lift is stuck`)
  await world.slack.until(() => cardsIn(world).length === 2)
  await untilTold(world, /Sending is on hold: the account is out of credit/)
  await untilCard(world, /On hold/)
  expect(takeLog(world)).toEqual(['50 sending is on hold: the account is out of credit; top it up'])
  await world.advance(59)
  await giveChance(world)
  expect(world.phones.requests()).toHaveLength(1)
  await world.advance(1)
  await untilSent(world, 2)
})

story(
  'many messages at once go out no faster than the account may send, without a single 429',
  async (world) => {
    for (let place = 0; place < 80; place += 1) await postWorkflow(world, basic(world), smsWorkflow(place))
    for (const count of [25, 50, 75, 80]) {
      await untilSent(world, count)
      await world.advance(1)
    }
    expect(world.phones.requests().filter(({ status }) => status === 429)).toEqual([])
    expect(world.phones.messages()).toHaveLength(80)
  },
  { environment: { API_REQUESTS_PER_SECOND: '100' } },
)
