import { expect } from 'vitest'
import { isObject } from '../../src/sandbox/slack/json.ts'
import { deliverRaw, lastDelivered } from './raw-delivery.ts'
import { callsOf, settle } from './slack-calls.ts'
import { story } from './story.ts'
import { ADA, INCIDENTS, toldTo } from './thread.ts'
import type { World } from './world.ts'

/** Delivers the last event of this name once more, as a new one that differs in this. */
async function deliverLike(world: World, name: string, differing: Record<string, string>): Promise<void> {
  const { envelope, payload } = lastDelivered(world, name)
  const event = { ...(isObject(payload.event) ? payload.event : {}), ...differing }
  await deliverRaw(world, { envelope, payload: { ...payload, event, event_id: 'Ev0OTHER' } })
}

story('a bot that mentions the bot is not answered', async (world) => {
  const mention = { userId: ADA, conversationId: INCIDENTS, text: '<@U0BACKSTOP> tell Grace' }
  await world.slack.postAsUser(mention)
  await world.slack.until(() => toldTo(world, ADA).length === 1)
  await deliverLike(world, 'app_mention', { bot_id: 'B0OTHER' })
  await settle(world)
  expect(callsOf(world, 'chat.postEphemeral')).toHaveLength(1)
  await deliverLike(world, 'app_mention', { client_msg_id: 'of a person' })
  await settle(world)
  expect(callsOf(world, 'chat.postEphemeral')).toHaveLength(2)
})

story('who opens the bot’s messages has no Home tab made anew', async (world) => {
  await world.slack.openAppHome({ userId: ADA })
  await world.slack.until(() => world.slack.appHome(ADA) !== undefined)
  await deliverLike(world, 'app_home_opened', { tab: 'messages' })
  await settle(world)
  expect(callsOf(world, 'views.publish')).toHaveLength(1)
})

story('where the form of an answer’s button does not open, that is said beside the answer', async (world) => {
  const { slack } = world
  await slack.postAsUser({ userId: ADA, conversationId: INCIDENTS, text: '<@U0BACKSTOP> tell Grace' })
  await slack.until(() => toldTo(world, ADA).length === 1)
  const answer = slack.messages(INCIDENTS).find(({ ephemeralTo }) => ephemeralTo === ADA)
  slack.fault({ method: 'views.open', error: 'expired_trigger_id' })
  await slack.click({ userId: ADA, conversationId: INCIDENTS, messageTs: answer?.ts ?? '', actionId: 'open_form' })
  await slack.until(() => toldTo(world, ADA).length === 2)
  expect(toldTo(world, ADA)).toEqual([answer?.text, expect.stringContaining('The form did not open in time')])
  // Slack promises nothing of what becomes of the answer, which carries what was written, where it is not told.
  const said = slack.journal().flatMap((entry) => (entry.kind === 'response_url' ? [entry.body] : []))
  expect(said).toEqual([expect.objectContaining({ response_type: 'ephemeral', replace_original: false })])
})
