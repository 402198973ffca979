import { expect } from 'vitest'
import { blocksOf, enteredIn, untilForm } from './form-hands.ts'
import { deliverRaw, lastDelivered } from './raw-delivery.ts'
import { callsOf } from './slack-calls.ts'
import { story } from './story.ts'
import { ADA, INCIDENTS } from './thread.ts'
import type { World } from './world.ts'

/** Where the bot is not. */
const RANDOM = 'C0RANDOM'

/** Ada chooses *Notify about this*, as Slack tells an app that a whole organisation has installed. @returns the ts */
async function notifyAbout(world: World, conversationId: string): Promise<string> {
  const { slack } = world
  const { ts } = await slack.postAsUser({ userId: 'U0BEN', conversationId, text: 'The lift is stuck' })
  // What the fake says of it is for one workspace; its trigger stays good, since no form opens.
  slack.fault({ method: 'views.open', error: 'fatal_error' })
  await slack.messageShortcut({ userId: ADA, conversationId, messageTs: ts, callbackId: 'notify_about_message' })
  const { envelope, payload } = lastDelivered(world, 'message_action')
  const organisation = { team: null, enterprise: { id: 'E1', name: 'Acme' }, is_enterprise_install: true }
  await deliverRaw(world, { envelope, payload: { ...payload, ...organisation } })
  await untilForm(world)
  return ts
}

story('where an organisation has the app, a message’s address is asked for', async (world) => {
  const ts = await notifyAbout(world, INCIDENTS)
  const address = `https://sandbox.slack.com/archives/${INCIDENTS}/p${ts.replace('.', '')}`
  expect(enteredIn(world, 'form_text')).toBe(`The lift is stuck\n${address}`)
  expect(blocksOf(world)).not.toContain('form_conversation')
})

story('a message that the bot does not see is taken along without its address', async (world) => {
  world.slack.fault({ method: 'chat.getPermalink', error: 'channel_not_found' })
  await notifyAbout(world, RANDOM)
  expect(enteredIn(world, 'form_text')).toBe('The lift is stuck')
  expect(callsOf(world, 'chat.getPermalink')).toHaveLength(1)
})
