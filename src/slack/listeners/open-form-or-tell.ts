import { callSlack } from '../call-outcome.ts'
import { FORM_DID_NOT_OPEN } from '../words/ways-in.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { alertIfLost } from './lost-answers.ts'
import { type FormRequest, openForm } from './open-form.ts'

/** Says something to who asked, alone. */
export type Tell = (text: string) => Promise<unknown>

/** Opens the form, and tells who asked where it did not open. Never throws. */
export async function openFormOrTell(
  request: FormRequest,
  dependencies: ListenerDependencies,
  tell: Tell = (text) => tellDirectly(request, text, dependencies),
): Promise<void> {
  const opened = await openForm(request, dependencies)
  if (opened.type === 'done') return
  try {
    await tell(FORM_DID_NOT_OPEN)
  } catch (error) {
    dependencies.reportBug(error, 'telling that the form did not open')
  }
}

/** By direct message: a shortcut and the Home tab have no conversation to answer in. */
async function tellDirectly(
  { teamId, userId }: FormRequest,
  text: string,
  { clientsOf, alerts }: ListenerDependencies,
): Promise<void> {
  const told = await callSlack(async () => {
    const { interactive } = await clientsOf(teamId)
    await interactive.chat.postMessage({ channel: userId, text })
  })
  alertIfLost(told, { method: 'chat.postMessage', teamId }, alerts)
}
