import type { ShowOutcome } from '../../bot/card-ports.ts'
import { callSlack } from '../call-outcome.ts'
import type { FormDraft } from '../views/form-draft.ts'
import { notifyForm } from '../views/notify-form.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** Who opens the form, from where, and what it begins with. */
export interface FormRequest {
  /** Taken by Slack for 3 s, once. */
  triggerId: string
  teamId: string
  userId: string
  /** Where the card is to be shown; the form asks for it where it is not given. */
  conversationId?: string
  threadTs?: string
  /** What the form is to hold already; without it the last settings of this person. */
  draft?: FormDraft
  /** The notification that is sent again. */
  againOf?: string
}

/** Opens the form. Never throws; who asked must be told where the outcome is not `done`. */
export async function openForm(
  { teamId, triggerId, conversationId }: FormRequest,
  { clientsOf, senders, isSandbox }: ListenerDependencies,
): Promise<ShowOutcome<void>> {
  return callSlack(async () => {
    const { interactive } = await clientsOf(teamId)
    const view = notifyForm(senders, { conversationId: conversationId ?? '' }, isSandbox)
    await interactive.views.open({ trigger_id: triggerId, view })
  })
}
