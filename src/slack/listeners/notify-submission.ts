import type { App } from '@slack/bolt'
import { fieldId, NOTIFY_FORM } from '../views/notify-form.ts'
import { type FormErrors, formErrors, readNotifyForm } from '../views/read-notify-form.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** The form was sent: it closes only when the notification is saved; what is wrong is said at its field. */
export function registerNotifySubmission(app: App, { bot, senders, reportBug }: ListenerDependencies): void {
  app.view(NOTIFY_FORM, async ({ ack, body, view }) => {
    const refuse = (errors: FormErrors) => ack({ response_action: 'errors', errors })
    const read = readNotifyForm(view.state.values, senders)
    if ('errors' in read) return refuse(read.errors)
    try {
      const started = await bot.start({
        key: `form:${view.id}`,
        teamId: body.team?.id ?? body.user.team_id ?? '',
        conversationId: conversationOf(view.private_metadata),
        requesterId: body.user.id,
        messages: read.messages,
      })
      return 'problems' in started ? refuse(formErrors(started.problems)) : ack()
    } catch (error) {
      const reference = reportBug(error, 'the form of /notify')
      const text = `Nothing was sent: something went wrong on our side (reference ${reference}). Send it again.`
      return refuse({ [fieldId(0, 'channel')]: text })
    }
  })
}

/** Where the form was asked for. @throws Error when the metadata is not of our form. */
function conversationOf(metadata: string): string {
  const { conversationId } = JSON.parse(metadata) as { conversationId?: unknown }
  if (typeof conversationId !== 'string') throw new Error('the form has lost its conversation')
  return conversationId
}
