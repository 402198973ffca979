import type { App, BlockAction, BlockElementAction } from '@slack/bolt'
import { callSlack } from '../call-outcome.ts'
import { teamOf } from '../team-of.ts'
import { changedDraft } from '../views/form-changes.ts'
import { messagesOf } from '../views/form-messages.ts'
import { readMetadata } from '../views/form-metadata.ts'
import { notifyForm } from '../views/notify-form.ts'
import { readForm } from '../views/read-notify-form.ts'
import { readCircumstances } from './form-circumstances.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import type { ReplacedViews } from './replaced-views.ts'
import { contentHash, sameQuestion } from './same-question.ts'
import type { Turns } from './turns.ts'

/** The inputs, buttons and menus by which the form changes while it is open. */
const CHANGES = /^form_/

/**
 * Something in the form was entered, chosen or clicked: it is shown anew where that changes what is shown. What is
 * entered stays in the inputs whatever comes of it.
 */
export function registerFormChanges(
  app: App,
  dependencies: ListenerDependencies,
  { turns, replaced }: { turns: Turns; replaced: ReplacedViews },
): void {
  app.action<BlockAction>({ type: 'block_actions', action_id: CHANGES }, async ({ ack, body, action }) => {
    await ack()
    try {
      const { id = '', hash = '' } = body.view ?? {}
      await turns.take(id, async (isLatest) => {
        // What is newer tells all that is entered; only what a click asks for is in no input.
        const isWanted = () => isClick(action) || (isLatest() && !replaced.has(id, hash))
        if (!isWanted()) return
        const isShown = await showAnew(body, action, { ...dependencies, isWanted })
        if (isShown && isClick(action)) replaced.add(id, hash)
      })
    } catch (error) {
      dependencies.reportBug(error, 'a change in the form')
    }
  })
}

/** @returns whether the view is another one now. */
async function showAnew(
  body: BlockAction,
  action: BlockElementAction,
  dependencies: ListenerDependencies & { isWanted: () => boolean },
): Promise<boolean> {
  const { view, user } = body
  if (!view) return false
  const { draft: entered, context, shown } = readForm(view)
  const draft = changedDraft(entered, { actionId: action.action_id, value: choiceIn(action) }, dependencies.senders)
  const { messages } = messagesOf(draft, dependencies.senders)
  const teamId = teamOf(body)
  const viewer = { teamId, userId: user.id, conversationId: context.conversationId ?? user.id }
  // What was asked about before it is sent stays there for as long as it is the same.
  const isAsked = context.confirmed === contentHash(messages)
  const [circumstances, question] = await Promise.all([
    readCircumstances(draft, dependencies),
    isAsked ? sameQuestion(view.id, messages, viewer, dependencies) : undefined,
  ])
  const next = notifyForm(draft, context, { ...circumstances, ...(question === undefined ? {} : { question }) })
  if (readMetadata(next.private_metadata ?? '').shown === shown || !dependencies.isWanted()) return false
  const update = (hash?: string) =>
    callSlack(async () => {
      const { interactive } = await dependencies.clientsOf(teamId)
      await interactive.views.update({ view_id: view.id, ...(hash === undefined ? {} : { hash }), view: next })
    })
  const updated = await update(view.hash)
  // The view was shown anew for what was entered just before, of which this knows already.
  const isBehind = 'error' in updated && updated.error === 'hash_conflict'
  return (isBehind ? await update() : updated).type === 'done'
}

function isClick({ type }: BlockElementAction): boolean {
  return type === 'button' || type === 'overflow'
}

/** What was chosen in a menu. */
function choiceIn(action: BlockElementAction): string {
  return action.type === 'overflow' ? action.selected_option.value : ''
}
