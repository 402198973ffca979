import type { App } from '@slack/bolt'
import { validate } from '../../failover/validation.ts'
import { shortIdOf } from '../short-id.ts'
import { teamOf } from '../team-of.ts'
import { TEXT_BLOCK } from '../views/form-fields.ts'
import { type FormErrors, formErrors, messagesOf } from '../views/form-messages.ts'
import { NOTIFY_FORM, notifyForm } from '../views/notify-form.ts'
import { readForm } from '../views/read-notify-form.ts'
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
    // Slack takes errors only at inputs that the view has; what is wrong elsewhere is said at the text.
    const refuse = (errors: FormErrors) => {
      const placed = Object.entries(errors).map(([id, words]) => [id in view.state.values ? id : TEXT_BLOCK, words])
      return ack({ response_action: 'errors', errors: Object.fromEntries(placed) })
    }
    try {
      const { draft, context } = readForm(view)
      const { messages, errors } = messagesOf(draft, senders)
      const mistakes = { ...formErrors(validate(messages), draft), ...errors }
      if (Object.keys(mistakes).length > 0) return await refuse(mistakes)
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
      if ('problems' in started) return await refuse(formErrors(started.problems, draft))
      if (started.hasOtherMessages) return await refuse({ [TEXT_BLOCK]: alreadySentWords(shortIdOf(started.id)) })
      return await ack()
    } catch (error) {
      return refuse({ [TEXT_BLOCK]: sendFailedWords(reportBug(error, 'the form of /notify')) })
    }
  })
}
