import { expect } from 'vitest'
import { appRequest, postToApp } from '../../src/sandbox/slack/http-delivery.ts'
import { callsOf, settle } from './slack-calls.ts'
import {
  ADA,
  cardIn,
  cardsIn,
  cardText,
  giveChance,
  INCIDENTS,
  NUMBER,
  sentUuid,
  untilCard,
  untilSent,
  untilTold,
} from './thread.ts'
import { REACHED, reachBySms, runStep, stepIn, stepStory, untilOver } from './workflow-step.ts'

const ADAS_DIRECT_MESSAGES = 'D0ADA'

stepStory('the step goes on when the second message has reached the person', async (world) => {
  expect(await runStep(world)).toMatchObject({ delivery: 'acked' })
  await untilSent(world, 1)
  await untilTold(world, /Messenger\* sent/)
  expect(stepIn(world)?.status).toBe('running')
  await reachBySms(world)
  expect(await untilOver(world)).toMatchObject({
    status: 'completed',
    outputs: { status: 'delivered', channel: 'SMS', time: world.now() / 1000 },
  })
  await untilCard(world, /Reached/)
  expect(cardsIn(world)).toHaveLength(1)
  expect(cardText(world)).toContain(`<@${ADA}>`)
  await settle(world)
  expect(callsOf(world, 'functions.completeSuccess')).toHaveLength(1)
})

stepStory('without a chain it is one SMS, without a conversation the card goes to who asked', async (world) => {
  await runStep(world, { chain: null, conversation: null, recipient: '+44 7700 900000' })
  await untilSent(world, 1)
  await untilTold(world, /SMS\* sent/, ADAS_DIRECT_MESSAGES)
  await world.phones.deliver(sentUuid(world, 0))
  expect(await untilOver(world)).toMatchObject(REACHED)
  expect(world.phones.messages()).toMatchObject([{ channel: 'sms', to: NUMBER }])
})

stepStory('a message that is read in time says so', async (world) => {
  await runStep(world, { chain: 'whatsapp,sms if not read within 5m' })
  await untilSent(world, 1)
  await world.phones.send(sentUuid(world, 0), 'read')
  expect(await untilOver(world)).toMatchObject({ outputs: { status: 'read', channel: 'WhatsApp' } })
})

stepStory('the step fails with the reason when nobody was reached', async (world) => {
  await runStep(world, { chain: 'sms' })
  await untilSent(world, 1)
  await world.phones.send(sentUuid(world, 0), 'rejected')
  expect(await untilOver(world)).toMatchObject({
    status: 'failed',
    error: expect.stringMatching(/^Not reached: the last message failed/),
  })
  await untilCard(world, /Not reached/)
})

stepStory('the step fails when somebody cancels it in Slack', async (world) => {
  await runStep(world)
  await untilSent(world, 1)
  await untilTold(world, /Messenger\* sent/)
  const id = /N-[0-9A-F]+/.exec(JSON.stringify(cardIn(world)))?.[0] ?? ''
  await world.slack.typeCommand({ userId: ADA, conversationId: INCIDENTS, text: `/notify cancel ${id}` })
  expect(await untilOver(world)).toMatchObject({ error: `Cancelled by <@${ADA}>: nothing more is sent.` })
})

stepStory('a wrong input fails the step at once, and nothing is sent or saved', async (world) => {
  expect(await runStep(world, { recipient: '07700900000' })).toMatchObject({ delivery: 'acked' })
  expect(stepIn(world)).toMatchObject({ status: 'failed', error: expect.stringContaining('“Recipient”') })
  await giveChance(world)
  expect(world.phones.messages()).toEqual([])
  expect(cardsIn(world)).toEqual([])
})

stepStory(
  'a wrong input that Slack could not be told is told when it delivers the event again',
  async (world) => {
    world.slack.fault({ method: 'functions.completeError', httpStatus: 503 })
    await runStep(world, { text: null })
    expect(await untilOver(world)).toMatchObject({ status: 'failed', error: expect.stringContaining('“Text”') })
  },
  { ackTimeoutMs: 500 },
)

stepStory('an event that Slack delivers again starts nothing new', async (world) => {
  await runStep(world)
  await untilSent(world, 1)
  const delivered = world.slack.journal().find(({ kind }) => kind === 'delivery')
  if (delivered?.kind !== 'delivery') throw new Error('nothing was delivered')
  const retry = { number: 1, reason: 'http_timeout' } as const
  const { signingSecret } = world.credentials
  const again = appRequest(world.publicUrl, signingSecret, { ...delivered, retry })
  expect(await postToApp(again, AbortSignal.timeout(3000))).toMatchObject({ status: 200 })
  await untilTold(world, /Messenger\* sent/)
  await giveChance(world)
  expect(world.phones.messages()).toHaveLength(1)
  expect(cardsIn(world)).toHaveLength(1)
})

stepStory(
  'the step is the same in Socket Mode',
  async (world) => {
    await runStep(world)
    await reachBySms(world)
    expect(await untilOver(world)).toMatchObject(REACHED)
  },
  { receiver: 'socket' },
)

stepStory(
  'with the hosted API the final report ends the step, even where it names no message',
  async (world) => {
    await runStep(world)
    await world.hosted.until(() => world.hosted.workflows().length === 1)
    const uuid = world.hosted.workflows()[0]?.workflowUuid ?? ''
    await world.hosted.sendStatus(uuid, 0, 'read')
    await world.hosted.sendFinalReport(uuid, 'completed')
    expect(await untilOver(world)).toMatchObject({ outputs: { status: 'read', channel: 'Messenger' } })
  },
  { isHosted: true },
)

stepStory(
  'with the hosted API the step fails where nobody knows whether it was taken',
  async (world) => {
    world.hosted.fault({ kind: 'drop after accepting' })
    await runStep(world)
    expect(await untilOver(world)).toMatchObject({ error: expect.stringMatching(/^Not known whether it was sent/) })
  },
  { isHosted: true },
)
