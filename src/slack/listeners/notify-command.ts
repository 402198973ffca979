import type { App } from '@slack/bolt'
import { recipientOf } from '../blocks/text.ts'
import { readNotifyText } from '../notify-text.ts'
import { correction, HELP } from '../words/help.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { answerQuestion } from './notification-questions.ts'
import { openForm } from './open-form.ts'

/** `/notify`: whatever it says goes through the ack, which works where the bot is no member, too. */
export function registerNotifyCommand(app: App, dependencies: ListenerDependencies): void {
  const { bot, senders, reportBug } = dependencies
  app.command('/notify', async ({ command, ack, respond }) => {
    const read = readNotifyText(command.text, senders)
    if (read.type === 'help') return ack(ephemeral(HELP))
    if (read.type === 'wrong') return ack(ephemeral(correction(read.reason, command.text)))
    if (read.type === 'form') {
      await ack()
      const opened = await openForm(
        {
          triggerId: command.trigger_id,
          teamId: command.team_id,
          userId: command.user_id,
          conversationId: command.channel_id,
        },
        dependencies,
      )
      if (opened.type !== 'done') await respond(ephemeral(FORM_FAILED))
      return
    }
    if (read.type !== 'send') {
      const viewer = { teamId: command.team_id, userId: command.user_id, conversationId: command.channel_id }
      return ack({ response_type: 'ephemeral', ...(await answerQuestion(read, viewer, dependencies)) })
    }
    try {
      const started = await bot.start({
        key: `command:${command.trigger_id}`,
        teamId: command.team_id,
        conversationId: command.channel_id,
        requesterId: command.user_id,
        messages: read.messages,
      })
      const chain = read.messages.map(recipientOf).join(', then ')
      const reason = 'problems' in started ? (started.problems[0]?.reason ?? '') : undefined
      await ack(
        ephemeral(reason === undefined ? `⏳ Saved, and on its way: ${chain}` : correction(reason, command.text)),
      )
    } catch (error) {
      const reference = reportBug(error, 'the command /notify')
      await ack(ephemeral(`⚠️ Nothing was sent: something went wrong on our side (reference ${reference}). Try again.`))
    }
  })
}

const FORM_FAILED =
  '⚠️ The form could not be opened in time. Type `/notify` again, or all in one line: `/notify 447700900000 The server room is flooding`'

function ephemeral(text: string) {
  return { response_type: 'ephemeral' as const, text }
}
