import type { App } from '@slack/bolt'
import type { Viewer } from '../../bot/bot.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { askAboutSame } from '../blocks/typed-answer.ts'
import { readNotifyText } from '../notify-text.ts'
import { FORM_FAILED, notSavedWords } from '../words/command.ts'
import { correction, HELP } from '../words/help.ts'
import { offerForm, type TypedCommand } from './as-form-button.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { answerQuestion, findOne } from './notification-questions.ts'
import { openForm } from './open-form.ts'
import { sendAgain } from './send-again.ts'
import { sendTyped, wordsOfSame } from './send-typed.ts'

/** `/notify`: whatever it says goes through the ack, which works where the bot is no member, too. */
export function registerNotifyCommand(app: App, dependencies: ListenerDependencies): void {
  app.command('/notify', async ({ command, ack, respond }) => {
    const typed = { command, ack, respond }
    const viewer = { teamId: command.team_id, userId: command.user_id, conversationId: command.channel_id }
    const read = readNotifyText(command.text, dependencies.senders)
    switch (read.type) {
      case 'help':
        return ack(ephemeral(HELP))
      case 'form': {
        await ack()
        const opened = await openForm({ triggerId: command.trigger_id, ...viewer }, dependencies)
        if (opened.type !== 'done') await respond(ephemeral(FORM_FAILED))
        return
      }
      case 'wrong': {
        const words = correction(read.reason, command.text)
        return read.isSlip ? ack(ephemeral(words)) : offerForm(typed, words, dependencies)
      }
      case 'again':
        return again(typed, read.idStart, viewer, dependencies)
      case 'send':
        return send(typed, read.messages, viewer, dependencies)
      default:
        return ack({ response_type: 'ephemeral', ...(await answerQuestion(read, viewer, dependencies)) })
    }
  })
}

async function again(
  { command, ack, respond }: TypedCommand,
  idStart: string,
  viewer: Viewer,
  dependencies: ListenerDependencies,
): Promise<void> {
  const found = await findOne(idStart, viewer, dependencies)
  if ('answer' in found) return ack({ response_type: 'ephemeral', ...found.answer })
  await ack()
  const words = await sendAgain(found.story, viewer, command.trigger_id, dependencies)
  if (words !== undefined) await respond(ephemeral(words))
}

async function send(
  typed: TypedCommand,
  messages: WorkflowMessage[],
  viewer: Viewer,
  dependencies: ListenerDependencies,
): Promise<void> {
  const { command, ack } = typed
  const key = `command:${command.trigger_id}`
  try {
    const same = await wordsOfSame(key, messages, viewer, dependencies)
    if (same !== undefined) {
      return await offerForm(typed, same, dependencies, askAboutSame(same, command.text, key))
    }
    const outcome = await sendTyped(key, messages, viewer, dependencies)
    if (outcome.type === 'saved') return await ack(ephemeral(outcome.words))
    await offerForm(typed, correction(outcome.reason, command.text), dependencies)
  } catch (error) {
    const reference = dependencies.reportBug(error, 'the command /notify')
    await offerForm(typed, notSavedWords(reference), dependencies)
  }
}

function ephemeral(text: string) {
  return { response_type: 'ephemeral' as const, text }
}
