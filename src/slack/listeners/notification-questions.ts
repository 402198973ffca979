import type { Viewer } from '../../bot/bot.ts'
import type { NotificationStory } from '../../bot/notification.ts'
import { ambiguousAnswer, runningAnswer, statusAnswer } from '../blocks/notification-list.ts'
import { shortIdOf } from '../short-id.ts'
import type { Subcommand } from '../subcommand-text.ts'
import { answerWords } from './cancel-button.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** What somebody asks about notifications, or of one. */
export type Question = Exclude<Subcommand, { type: 'help' | 'wrong' }>

/** What is said to who asks. */
type Answer = { text: string; blocks?: ReturnType<typeof statusAnswer>['blocks'] }

/** Notifications in a list. */
const LIST_MAX = 10

/** Those that are shown where an id is too short. */
const AMBIGUOUS_MAX = 5

/** Answers from what is saved; nothing is asked of Slack. Never throws. */
export async function answerQuestion(
  question: Question,
  viewer: Viewer,
  dependencies: ListenerDependencies,
): Promise<Answer> {
  try {
    return await answer(question, viewer, dependencies)
  } catch (error) {
    const reference = dependencies.reportBug(error, `the command /notify ${question.type}`)
    return { text: `⚠️ No answer: something went wrong on our side (reference ${reference}). Try again.` }
  }
}

async function answer(question: Question, viewer: Viewer, { bot, list }: ListenerDependencies): Promise<Answer> {
  if (question.type === 'list') {
    const running = await list.running(viewer, LIST_MAX + 1)
    return runningAnswer(running.slice(0, LIST_MAX), running.length > LIST_MAX)
  }
  const { idStart } = question
  if (idStart === undefined) {
    const latest = await list.latest(viewer)
    return latest ? statusAnswer(latest) : { text: 'There is none yet: you have asked for none, and none is here.' }
  }
  const [found, ...more] = await list.find(viewer, idStart, AMBIGUOUS_MAX)
  if (!found) return { text: notFound(idStart) }
  if (more.length > 0) return ambiguousAnswer([found, ...more])
  return question.type === 'status' ? statusAnswer(found) : { text: await cancel(found, viewer, bot) }
}

async function cancel({ notification }: NotificationStory, viewer: Viewer, bot: ListenerDependencies['bot']) {
  const shown = shortIdOf(notification.id)
  const words = answerWords(await bot.cancel(notification.id, viewer.userId))
  return words === undefined ? `🛑 ${shown} is cancelled: no further message will be sent.` : `${shown}: ${words}`
}

function notFound(idStart: string): string {
  const shown = shortIdOf(idStart, idStart.length)
  return `⚠️ There is no ${shown} that is yours or of this conversation. \`/notify list\` shows what is running.`
}
