import type { App } from '@slack/bolt'
import { shortIdOf } from '../short-id.ts'
import { teamOf } from '../team-of.ts'
import { TEXT_BLOCK } from '../views/form-fields.ts'
import { checkedMessages, type FormErrors, formErrors } from '../views/form-messages.ts'
import { NOTIFY_FORM, notifyForm } from '../views/notify-form.ts'
import { type ReadForm, readForm } from '../views/read-notify-form.ts'
import { mistakeLines } from '../views/refused-simulation.ts'
import { alreadySentWords, sendFailedWords } from '../words/form.ts'
import { type CircumstancesDependencies, readCircumstances } from './form-circumstances.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { contentHash, formKey, type SameQuestionDependencies, sameQuestion } from './same-question.ts'
import type { Turns } from './turns.ts'

/** What sending the form needs. */
export type SubmissionDependencies = CircumstancesDependencies &
  SameQuestionDependencies & { bot: Pick<ListenerDependencies['bot'], 'start'> }

/** The form was sent: it closes only when the notification is saved; what is wrong is said at its field. */
export function registerNotifySubmission(app: App, dependencies: SubmissionDependencies, turns: Turns): void {
  const { bot, senders, reportBug } = dependencies
  app.view(NOTIFY_FORM, async ({ ack, body, view }) => {
    // What was entered before is not shown anew over what is said now.
    turns.overtake(view.id)
    const refuse = async (errors: FormErrors, { draft, context }: Pick<ReadForm, 'draft' | 'context'>) => {
      // Slack takes errors only at inputs that the view has.
      const isShown = Object.keys(errors).every((blockId) => blockId in view.state.values)
      if (isShown) return ack({ response_action: 'errors', errors })
      const notice = mistakeLines(errors, draft).join('\n')
      const circumstances = { ...(await readCircumstances(draft, dependencies)), notice }
      return ack({ response_action: 'update', view: notifyForm(draft, context, circumstances) })
    }
    try {
      const form = readForm(view)
      const { draft, context } = form
      const { messages, mistakes } = checkedMessages(draft, senders)
      if (Object.keys(mistakes).length > 0) return await refuse(mistakes, form)
      const conversationId = context.conversationId ?? context.chosenConversationId ?? body.user.id
      const viewer = { teamId: teamOf(body), userId: body.user.id, conversationId }
      const confirmed = contentHash(messages)
      const question =
        context.confirmed === confirmed ? undefined : await sameQuestion(view.id, messages, viewer, dependencies)
      if (question !== undefined) {
        const circumstances = { ...(await readCircumstances(draft, dependencies)), question }
        return await ack({
          response_action: 'update',
          view: notifyForm(draft, { ...context, confirmed }, circumstances),
        })
      }
      const { threadTs, againOf } = context
      const started = await bot.start({
        key: formKey(view.id),
        teamId: viewer.teamId,
        conversationId,
        requesterId: body.user.id,
        messages,
        ...(threadTs === undefined ? {} : { threadTs }),
        ...(againOf === undefined ? {} : { againOf }),
      })
      if ('problems' in started) return await refuse(formErrors(started.problems, draft), form)
      if (started.hasOtherMessages) return await refuse({ [TEXT_BLOCK]: alreadySentWords(shortIdOf(started.id)) }, form)
      return await ack()
    } catch (error) {
      const words = sendFailedWords(reportBug(error, 'the form of /notify'))
      return ack({ response_action: 'errors', errors: { [TEXT_BLOCK]: words } })
    }
  })
}
