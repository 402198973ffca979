import { isObject, objectsOf, stringOf } from '../../src/sandbox/slack/json.ts'
import type { StoredView } from '../../src/sandbox/slack/model.ts'
import { NOTIFY_FORM } from '../../src/slack/views/notify-form.ts'
import { ADA, NUMBER, notify, PSID } from './thread.ts'
import type { World } from './world.ts'

/** What Ada enters into the form as it opens, by the ids of its blocks. */
export const GOOD = { form_text: 'The server room is flooding', m1_to: PSID, m2_to: NUMBER }

/** The form that Ada sees, once it is more than something to wait with. */
export function formOf({ slack }: World): StoredView | undefined {
  return slack.openViews(ADA).findLast(({ definition }) => definition.callback_id === NOTIFY_FORM)
}

/** Resolves when the form is there, and like this. */
export async function untilForm(world: World, isSo: (view: StoredView) => boolean = () => true): Promise<void> {
  await world.slack.until(() => {
    const view = formOf(world)
    return view !== undefined && isSo(view)
  })
}

/** Types /notify and waits for the form. */
export async function openForm(world: World): Promise<void> {
  await notify(world, '')
  await untilForm(world)
}

/** The values of these blocks, as the fake Slack takes them: in most, the input's id follows from the block's. */
function valuesOf(fields: Record<string, string | null>) {
  return Object.fromEntries(
    Object.entries(fields).map(([blockId, value]) => {
      const [, field = ''] = blockId.split('_')
      return [blockId, { [`form_${field}`]: value }]
    }),
  )
}

/** Ada enters this. */
export async function fill(world: World, fields: Record<string, string | null>): Promise<void> {
  await world.slack.fillView({ userId: ADA, values: valuesOf(fields) })
}

/** Ada enters this and presses the form's button. */
export async function submit(world: World, fields: Record<string, string | null> = {}) {
  return world.slack.submitView({ userId: ADA, values: valuesOf(fields) })
}

/** Ada chooses something in the menu of a message: `up m2`. */
export async function chooseFor(world: World, choice: string): Promise<void> {
  const [, key = ''] = choice.split(' ')
  const heading = blocksOf(world).find((blockId) => blockId.startsWith(`${key}_heading`)) ?? ''
  await world.slack.clickInView({ userId: ADA, actionId: 'form_message', blockId: heading, value: choice })
}

/** The ids of the blocks of the form, in their order. */
export function blocksOf(world: World): string[] {
  return objectsOf(formOf(world)?.definition.blocks).flatMap(({ block_id: id }) => stringOf(id) ?? [])
}

/** What stands in an input of the form. */
export function enteredIn(world: World, blockId: string): unknown {
  const [state] = Object.values(formOf(world)?.values[blockId] ?? {})
  const option = state?.selected_option
  return isObject(option) ? option.value : (state?.selected_conversation ?? state?.value)
}

/** All that the form, or what is on top of it, says. */
export function shownIn(world: World): string {
  return JSON.stringify(world.slack.openViews(ADA).at(-1)?.definition ?? {})
}
