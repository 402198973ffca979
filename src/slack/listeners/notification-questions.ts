import type { Viewer } from '../../bot/bot.ts'
import type { NotificationStory } from '../../bot/notification.ts'
import { ambiguousAnswer, runningAnswer, statusAnswer } from '../blocks/notification-list.ts'
import { shortIdOf } from '../short-id.ts'
import type { Subcommand } from '../subcommand-text.ts'
import { cancelAnswerWords } from '../words/clicks.ts'
import { cancelledWords, NONE_YET, noAnswerWords, notFoundWords } from '../words/command.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** What somebody asks about notifications, or of one. */
export type Question = Exclude<Subcommand, { type: 'help' | 'wrong' | 'again' }>

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
    return { text: noAnswerWords(dependencies.reportBug(error, `the command /notify ${question.type}`)) }
  }
}

/** The one notification that an id means, or what is to be said where it means none or several. Never throws. */
export async function findOne(
  idStart: string,
  viewer: Viewer,
  { list, reportBug }: Pick<ListenerDependencies, 'list' | 'reportBug'>,
): Promise<{ story: NotificationStory } | { answer: Answer }> {
  try {
    return await find(idStart, viewer, list)
  } catch (error) {
    return { answer: { text: noAnswerWords(reportBug(error, 'finding a notification')) } }
  }
}

async function find(idStart: string, viewer: Viewer, list: ListenerDependencies['list']) {
  const [found, ...more] = await list.find(viewer, idStart, AMBIGUOUS_MAX)
  if (!found) return { answer: { text: notFoundWords(shortIdOf(idStart, idStart.length)) } }
  return more.length > 0 ? { answer: ambiguousAnswer([found, ...more]) } : { story: found }
}

async function answer(question: Question, viewer: Viewer, { bot, list }: ListenerDependencies): Promise<Answer> {
  if (question.type === 'list') {
    const running = await list.running(viewer, LIST_MAX + 1)
    return runningAnswer(running.slice(0, LIST_MAX), running.length > LIST_MAX)
  }
  const { idStart } = question
  if (idStart === undefined) {
    const latest = await list.latest(viewer)
    return latest ? statusAnswer(latest) : { text: NONE_YET }
  }
  const found = await find(idStart, viewer, list)
  if ('answer' in found) return found.answer
  return question.type === 'status' ? statusAnswer(found.story) : { text: await cancel(found.story, viewer, bot) }
}

async function cancel({ notification }: NotificationStory, viewer: Viewer, bot: ListenerDependencies['bot']) {
  const shown = shortIdOf(notification.id)
  const words = cancelAnswerWords(await bot.cancel(notification.id, viewer.userId))
  return words === undefined ? cancelledWords(shown) : `${shown}: ${words}`
}
