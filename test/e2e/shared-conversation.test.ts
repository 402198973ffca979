import { expect } from 'vitest'
import { interactionPayload, viewFields } from '../../src/sandbox/slack/payloads.ts'
import { blocksOf, fill, formOf, GOOD, openForm, untilForm } from './form-hands.ts'
import { install } from './install.ts'
import { deliverRaw, lastDelivered } from './raw-delivery.ts'
import { readRows } from './rows.ts'
import { story } from './story.ts'
import { ADA, INCIDENTS, toldTo, untilCard } from './thread.ts'
import type { World } from './world.ts'

const OTHER_SIDE = { id: 'T0OTHER', domain: 'other' }

/** A click in the form, or the form sent, by somebody of the other side of a Slack Connect conversation. */
function fromOtherSide(world: World, type: string, besides: object = {}) {
  const user = world.slack.users().find(({ id }) => id === ADA)
  const view = formOf(world)
  if (!user || !view) throw new Error('the form is not open')
  const payload = { ...interactionPayload(type, user), team: OTHER_SIDE, view: viewFields(view), ...besides }
  return deliverRaw(world, { envelope: 'interactive', payload: JSON.parse(JSON.stringify(payload)) })
}

story('a form that is sent from the other side of a shared conversation is of the app’s workspace', async (world) => {
  await openForm(world)
  await fill(world, GOOD)
  expect(await fromOtherSide(world, 'view_submission', { trigger_id: '1.2' })).toBeNull()
  await untilCard(world, /Messenger/)
  const { notifications } = await readRows(world)
  expect(notifications.map(({ team_id: teamId }) => teamId)).toEqual([world.slack.teamId])
})

story(
  'a mention that is said to be of the other side is answered in the workspace that is told of it',
  async (world) => {
    await install(world)
    await world.slack.postAsUser({ userId: ADA, conversationId: INCIDENTS, text: '<@U0BACKSTOP> tell Grace' })
    await world.slack.until(() => toldTo(world, ADA).length === 1)
    const { envelope, payload } = lastDelivered(world, 'app_mention')
    await deliverRaw(world, { envelope, payload: { ...payload, team_id: OTHER_SIDE.id, event_id: 'Ev0OTHER' } })
    await world.slack.until(() => toldTo(world, ADA).length === 2)
  },
  { isByOAuth: true },
)

story(
  'a click in the form by the other side changes it, and is not taken for one of a workspace without the app',
  async (world) => {
    await install(world)
    await openForm(world)
    const click = { type: 'button', action_id: 'form_add', block_id: 'form_add', action_ts: '1.2' }
    const container = { type: 'view', view_id: formOf(world)?.id }
    await fromOtherSide(world, 'block_actions', { actions: [click], container })
    await untilForm(world, () => blocksOf(world).includes('m3_to'))
  },
  { isByOAuth: true },
)
