import type { Notification } from '../../bot/notification.ts'
import type { Progress } from '../../failover/progress.ts'
import { escapeText } from '../blocks/text.ts'
import { END_WORDS, failureWords, personWords } from './states.ts'

/** What the step's inputs are called in Workflow Builder, by their names on the wire; the manifest says the same. */
export const STEP_INPUT_TITLES = {
  recipient: 'Recipient',
  text: 'Text',
  chain: 'Chain',
  asked_by: 'Asked by',
  conversation: 'Conversation',
} as const

/** An input of the step, by its name on the wire. */
export type StepInput = keyof typeof STEP_INPUT_TITLES

/** What is wrong with an input of the step, and what to do. @param reason as it follows a colon, without a full stop */
export function stepMistake(input: StepInput, reason: string): string {
  return `Nothing was sent, because of the step's input “${STEP_INPUT_TITLES[input]}”: ${escapeText(reason)}.`
}

/** Why an input can't be read, and what it is to hold instead. */
export const STEP_REASONS = {
  recipient: 'give one number with its country code, like 447700900000, or one Messenger PSID',
  text: 'it is empty; write what is to be sent',
  chain:
    'write channels with commas between them, each with an address of its own or without, like `messenger:1234567890,sms`',
  condition:
    'a condition is written like `whatsapp,sms if not read within 10m`, with read or delivered, and with 30s, 10m, 2h or 1d',
  alone: 'no message follows if it is not; name another channel, like `whatsapp,sms if not read within 10m`',
  askedBy: 'choose a person, who gets the card and is named on it',
  conversation: 'choose a conversation, or leave it empty for a direct message to who asked',
} as const

/** A bug of ours before anything was saved, with the reference that finds it in the log. */
export function stepBug(reference: string): string {
  return `Nothing was sent: something went wrong on our side (reference ${reference}). Run the workflow again.`
}

/** A bug of ours while the notification was saved, so that it may be on its way. */
export function stepUnsure(reference: string): string {
  return `Not known whether it was sent: something went wrong on our side (reference ${reference}). ${ASK_FIRST}`
}

/** Why a step has failed: the workflow ended and nobody was reached, or it was not taken. */
export function stepFailure(
  { submission, refusal, withdrawnBy }: Notification,
  { outcome, messages, cancelledBy }: Progress,
): string {
  if (!outcome) {
    if (submission === 'unknown') return NOT_KNOWN
    if (submission === 'withdrawn') return `Cancelled by ${personWords(withdrawnBy ?? '')}: nothing was sent.`
    return `Not sent: the Workflows API refused it${refusal ? `: ${failureWords(refusal)}` : ''}.`
  }
  switch (outcome.status) {
    case 'cancelled':
      return cancelledBy === undefined
        ? 'Cancelled: nothing more is sent.'
        : `Cancelled by ${personWords(cancelledBy)}: nothing more is sent.`
    case 'unknown':
      return `Not known whether anybody was reached: ${END_WORDS[outcome.reason]}.`
    default: {
      const failure = messages[outcome.index ?? messages.length - 1]?.failure
      return `Not reached: ${END_WORDS[outcome.reason]}${failure ? `: ${failureWords(failure)}` : ''}.`
    }
  }
}

/** What to do where a second message may be one too many. */
const ASK_FIRST = 'Ask the person before you run the workflow again.'

const NOT_KNOWN = `Not known whether it was sent: the Workflows API gave no answer. ${ASK_FIRST}`
