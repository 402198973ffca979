import { callSlack } from '../call-outcome.ts'
import { FORM_DID_NOT_OPEN, formBugWords } from '../words/ways-in.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { type FormRequest, openForm } from './open-form.ts'

/** Says something to who asked, alone. */
export type Tell = (text: string) => Promise<unknown>

/** Opens the form, and tells who asked where it did not open. Never throws. */
export async function openFormOrTell(
  request: FormRequest,
  dependencies: ListenerDependencies,
  tell: Tell = (text) => tellDirectly(request, text, dependencies),
): Promise<void> {
  const { reportBug } = dependencies
  try {
    const words = await triedWords(request, dependencies)
    if (words !== undefined) await tell(words)
  } catch (error) {
    reportBug(error, 'telling that the form did not open')
  }
}

/** Opens it. @returns what is to be said where it did not. */
async function triedWords(request: FormRequest, dependencies: ListenerDependencies): Promise<string | undefined> {
  try {
    const opened = await openForm(request, dependencies)
    return opened.type === 'done' ? undefined : FORM_DID_NOT_OPEN
  } catch (error) {
    return formBugWords(dependencies.reportBug(error, 'opening the form'))
  }
}

/** By direct message: a shortcut and the Home tab have no conversation to answer in. */
async function tellDirectly(
  { teamId, userId }: FormRequest,
  text: string,
  { clientsOf }: ListenerDependencies,
): Promise<void> {
  await callSlack(async () => {
    const { interactive } = await clientsOf(teamId)
    await interactive.chat.postMessage({ channel: userId, text })
  })
}
