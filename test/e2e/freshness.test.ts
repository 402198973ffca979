import { expect } from 'vitest'
import { dateToken } from '../../src/slack/blocks/text.ts'
import { advanceAndSettle, callsOf, settle } from './slack-calls.ts'
import { story } from './story.ts'
import { CHAIN, cardText, notify, sentUuid, untilCard } from './thread.ts'

story('a card that Slack holds back says how old it is, and costs no call for that', async (world) => {
  await notify(world, CHAIN)
  await settle(world)
  const postedAt = world.now()
  expect(cardText(world)).toContain(`as of ${dateToken(postedAt)}`)
  await advanceAndSettle(world, 300)
  world.slack.fault({ method: 'chat.update', httpStatus: 429, retryAfterSeconds: 30 })
  const updates = callsOf(world, 'chat.update').length
  await world.phones.deliver(sentUuid(world, 0))
  await settle(world)
  await advanceAndSettle(world, 20)
  expect(callsOf(world, 'chat.update')).toHaveLength(updates + 1)
  expect(cardText(world)).toContain(`as of ${dateToken(postedAt)}`)
  await advanceAndSettle(world, 11)
  expect(cardText(world)).toContain(`as of ${dateToken(world.now())}`)
  await advanceAndSettle(world, 60)
  expect(callsOf(world, 'chat.update')).toHaveLength(updates + 2)
})

story('a card to which nothing is to come says nothing of its age', async (world) => {
  await notify(world, CHAIN)
  await settle(world)
  world.slack.fault({ method: 'chat.update', httpStatus: 429, retryAfterSeconds: 30 })
  await world.phones.read(sentUuid(world, 0))
  await settle(world)
  await advanceAndSettle(world, 31)
  await untilCard(world, /Reached/)
  expect(cardText(world)).not.toContain('as of')
})
