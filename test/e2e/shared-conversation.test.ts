import { expect } from 'vitest'
import { interactionPayload, viewFields } from '../../src/sandbox/slack/payloads.ts'
import { fill, formOf, GOOD, openForm } from './form-hands.ts'
import { deliverRaw } from './raw-delivery.ts'
import { readRows } from './rows.ts'
import { story } from './story.ts'
import { ADA, untilCard } from './thread.ts'
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
