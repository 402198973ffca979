import type { BotCancelAnswer, BotSkipAnswer } from '../../bot/bot.ts'
import { END_WORDS } from './states.ts'

/** What asking for the end came to; nothing where the thread says it all. */
export function cancelAnswerWords(answer: BotCancelAnswer): string | undefined {
  switch (answer.type) {
    case 'cancelled':
    case 'withdrawn':
      return undefined
    case 'submitting':
      return 'Not cancelled: it is being handed over at this moment. Try again in a moment.'
    case 'handing over':
      return `Cancelled, but message ${answer.index + 1} was already being handed over. The card will say whether it went out.`
    case 'too late':
      return `Too late to cancel: it has ended already (${END_WORDS[answer.reason]}).`
    case "can't":
      return 'The hosted Workflows API has no way to cancel a workflow.'
    case 'not found':
      return 'There is nothing to cancel: this notification has not been handed over, or is not known here.'
  }
}

/** What asking for the next message came to; nothing where the thread says it all. */
export function skipAnswerWords(answer: BotSkipAnswer): string | undefined {
  switch (answer.type) {
    case 'skipped':
      return undefined
    case 'handing over':
      return `Message ${answer.index + 1} is being handed over at this moment: message ${answer.index + 2} goes as soon as that has ended.`
    case 'not current':
      return `Nothing was changed: by now it is the turn of message ${answer.current + 1}. Click again if that is to be skipped, too.`
    case 'last message':
      return 'Nothing was changed: this is the last message, and none follows it. Send it again, or cancel it.'
    case 'too late':
      return `Too late to send the next message: it has ended already (${END_WORDS[answer.reason]}).`
    case "can't":
      return 'The hosted Workflows API has no way to send the next message at once.'
    case 'not found':
      return 'There is nothing to send: this notification has not been handed over, or is not known here.'
  }
}

/** A bug, by the reference that finds it in the log. */
export const CLICK_FAILED = {
  cancel: (reference: string) =>
    `⚠️ Not cancelled: something went wrong on our side (reference ${reference}). Try again.`,
  skip: (reference: string) =>
    `⚠️ The next message was not sent: something went wrong on our side (reference ${reference}). Try again.`,
  again: (reference: string) =>
    `⚠️ The form was not opened: something went wrong on our side (reference ${reference}). Try again.`,
  details: (reference: string) => `⚠️ No details: something went wrong on our side (reference ${reference}). Try again.`,
} as const

/** A notification that is not of this conversation, or not kept any more. */
export const NOT_FOUND_WORDS = 'This notification is not known here any more, or is not yours or of this conversation.'
