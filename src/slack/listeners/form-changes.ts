import type { App, BlockAction, BlockElementAction, types, ViewOutput } from '@slack/bolt'
import type { ShowOutcome } from '../../bot/card-ports.ts'
import { callSlack } from '../call-outcome.ts'
import { teamOf } from '../team-of.ts'
import { changedDraft } from '../views/form-changes.ts'
import { messagesOf } from '../views/form-messages.ts'
import { readMetadata } from '../views/form-metadata.ts'
import { notifyForm } from '../views/notify-form.ts'
import { readForm } from '../views/read-notify-form.ts'
import { readCircumstances } from './form-circumstances.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { alertIfLost } from './lost-answers.ts'
import { contentHash, sameQuestion } from './same-question.ts'
import type { Turns } from './turns.ts'
import { isClosed, isConflict } from './view-answers.ts'
import { createViewStates } from './view-states.ts'

/** The inputs, buttons and menus by which the form changes while it is open. */
const CHANGES = /^form_/

/**
 * Something in the form was entered, chosen or clicked: it is shown anew where that changes what is shown. What is
 * entered stays in the inputs whatever comes of it. While one change of a form is being shown, only the newest of those
 * that are entered meanwhile follows, so that nobody's typing takes the calls that the whole workspace shares.
 */
export function registerFormChanges(app: App, dependencies: ListenerDependencies, turns: Turns): void {
  const states = createViewStates()
  app.action<BlockAction>({ type: 'block_actions', action_id: CHANGES }, async ({ ack, body, action }) => {
    await ack()
    try {
      const { view } = body
      if (!view) throw new Error('the change was not in a view')
      await turns.take(view.id, async (isLatest) => {
        const hash = states.hashFor(view.id, view.hash)
        // What is newer tells all that is entered; only what a click asks for is in no input.
        const isWanted = () => isClick(action) || isLatest()
        if (hash === undefined || !isWanted()) return
        const next = await viewAfter(body, view, action, dependencies)
        if (readMetadata(next.private_metadata ?? '').shown === readForm(view).shown || !isWanted()) return
        const shown = await show({ view_id: view.id, view: next }, hash, body, action, dependencies)
        if (shown.type !== 'done' || shown.value === undefined) return
        states[isClick(action) ? 'clicked' : 'shown'](view.id, view.hash, shown.value)
      })
    } catch (error) {
      dependencies.reportBug(error, 'a change in the form')
    }
  })
}

/** The form with what was entered, and as a click wants it. */
async function viewAfter(
  body: BlockAction,
  view: ViewOutput,
  action: BlockElementAction,
  dependencies: ListenerDependencies,
): Promise<types.ModalView> {
  const { draft: entered, context } = readForm(view)
  const draft = changedDraft(entered, { actionId: action.action_id, value: choiceIn(action) }, dependencies.senders)
  const { messages } = messagesOf(draft, dependencies.senders)
  const viewer = { teamId: teamOf(body), userId: body.user.id, conversationId: context.conversationId ?? body.user.id }
  // What was asked about before it is sent stays there for as long as it is the same.
  const isAsked = context.confirmed === contentHash(messages)
  const [circumstances, question] = await Promise.all([
    readCircumstances(draft, dependencies, action.type === 'plain_text_input' ? view : undefined),
    isAsked ? sameQuestion(view.id, messages, viewer, dependencies) : undefined,
  ])
  return notifyForm(draft, context, { ...circumstances, ...(question === undefined ? {} : { question }) })
}

/**
 * What was entered never replaces a state that it does not know, in which a click or a question may be: the next letter
 * tells it all. A click does: what has replaced the state that it was made in was entered, in another process.
 * @returns the new state's hash.
 */
async function show(
  change: { view_id: string; view: types.ModalView },
  hash: string,
  body: BlockAction,
  action: BlockElementAction,
  { clientsOf, alerts }: ListenerDependencies,
): Promise<ShowOutcome<string | undefined>> {
  const teamId = teamOf(body)
  const update = (named: { hash?: string }) =>
    callSlack(
      async () => (await (await clientsOf(teamId)).interactive.views.update({ ...change, ...named })).view?.hash,
    )
  const shown = await update({ hash })
  if (!isClick(action)) return shown
  const clicked = isConflict(shown) ? await update({}) : shown
  if (!isClosed(clicked)) alertIfLost(clicked, { method: 'views.update', teamId }, alerts)
  return clicked
}

function isClick({ type }: BlockElementAction): boolean {
  return type === 'button' || type === 'overflow'
}

/** What was chosen in a menu. */
function choiceIn(action: BlockElementAction): string {
  return action.type === 'overflow' ? action.selected_option.value : ''
}
