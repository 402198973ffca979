import type { types } from '@slack/bolt'
import type { ShowOutcome } from '../../bot/card-ports.ts'
import { callSlack } from '../call-outcome.ts'
import { draftOfSettings } from '../views/draft-of.ts'
import { firstDraft } from '../views/form-changes.ts'
import type { FormDraft } from '../views/form-draft.ts'
import { loadingView, notifyForm } from '../views/notify-form.ts'
import { type CircumstancesDependencies, readCircumstances } from './form-circumstances.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { isClosed, isConflict } from './view-answers.ts'

/** Who opens the form, from where, and what it begins with. */
export interface FormRequest {
  /** Taken by Slack for 3 s, once. */
  triggerId: string
  teamId: string
  userId: string
  /** Where the card is to be shown; the form asks for it where it is not given. */
  conversationId?: string
  threadTs?: string
  /**
   * What the form is to hold already; where it has no messages, they are as this person last had them. A function where
   * it takes a call to find out, for which the 3 s must not be spent: it is called once something is shown.
   */
  draft?: FormDraft | (() => Promise<FormDraft>)
  /** The notification that is sent again. */
  againOf?: string
}

/** What opening the form needs. */
export type FormDependencies = CircumstancesDependencies &
  Pick<ListenerDependencies, 'clientsOf'> & { list: Pick<ListenerDependencies['list'], 'recent'> }

/**
 * Opens the form: something at once, since Slack waits for 3 s only, and the form as soon as it is known what it holds.
 * Never throws; who asked must be told where the outcome is not `done`.
 */
export async function openForm(request: FormRequest, dependencies: FormDependencies): Promise<ShowOutcome<void>> {
  try {
    const opened = await callSlack(async () => {
      const { interactive } = await dependencies.clientsOf(request.teamId)
      const { view } = await interactive.views.open({ trigger_id: request.triggerId, view: loadingView() })
      return { interactive, place: { view_id: view?.id ?? '', ...hashOf(view) } }
    })
    if (opened.type !== 'done') return opened
    const { interactive, place } = opened.value
    const view = await viewFor(request, dependencies)
    return await showForm(() => callSlack(async () => void (await interactive.views.update({ ...place, view }))))
  } catch (error) {
    dependencies.reportBug(error, 'opening the form')
    return { type: 'impossible', error: 'a bug' }
  }
}

/**
 * Repeated once where it is not known to be done, unless Slack has said how long to wait; the hash keeps what was shown
 * from being shown over anything newer.
 */
async function showForm(update: () => Promise<ShowOutcome<void>>): Promise<ShowOutcome<void>> {
  const first = await update()
  const isRepeated = first.type === 'unanswered' || (first.type === 'postponed' && first.retryAfterMs === undefined)
  const shown = isRepeated ? await update() : first
  // Closed by who asked, or shown by the update whose answer was lost: nobody waits.
  return isClosed(shown) || isConflict(shown) ? { type: 'done', value: undefined } : shown
}

async function viewFor(request: FormRequest, dependencies: FormDependencies): Promise<types.ModalView> {
  const draft = await draftFor(request, dependencies)
  const { conversationId, threadTs, againOf } = request
  const context = {
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(threadTs === undefined ? {} : { threadTs }),
    ...(againOf === undefined ? {} : { againOf }),
  }
  return notifyForm(draft, context, await readCircumstances(draft, dependencies))
}

/** Slack compares it with the view's, so that nothing newer is overwritten. Source: Slack, views.update. */
function hashOf(opened: { hash?: string } | undefined): { hash?: string } {
  return opened?.hash === undefined ? {} : { hash: opened.hash }
}

async function draftFor(request: FormRequest, dependencies: FormDependencies): Promise<FormDraft> {
  const draft = typeof request.draft === 'function' ? await request.draft() : request.draft
  if (draft && draft.messages.length > 0) return draft
  const { messages } = await lastSettings(request, dependencies)
  return { text: draft?.text ?? '', messages }
}

/** The form as this person last had it, as far as it can still be had; else the first one. */
async function lastSettings(
  { teamId, userId }: FormRequest,
  { list, senders, reportBug }: FormDependencies,
): Promise<FormDraft> {
  try {
    const [last] = await list.recent({ teamId, userId }, 1)
    const settings = last && draftOfSettings(last.notification.messages)
    const isStillSetUp = settings?.messages.every(({ channel }) => senders[channel] !== undefined)
    return settings && isStillSetUp ? settings : firstDraft(senders)
  } catch (error) {
    reportBug(error, 'the last settings for the form')
    return firstDraft(senders)
  }
}
