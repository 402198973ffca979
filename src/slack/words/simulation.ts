import type { SimulatedCost, SimulatedOutcome, SimulatedStep, Simulation } from '../../failover/simulate.ts'
import type { Usage } from '../../failover/usage.ts'
import { conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import { durationAtMost, durationOf, escapeText, labelOf } from '../blocks/text.ts'
import { OUTCOME_SIGN, type Sign, STATUS_SIGN, unmet } from './states.ts'

/** What stands around a simulation. Titles and buttons: 24 characters. Source: Slack, Block Kit, modal. */
export const SIMULATION_WORDS = {
  title: 'What would happen',
  back: 'Back',
  intro: '*Nothing was sent.* This is what the plan comes to if the API takes each message at once.',
} as const

/** Slack did not take the view, or too late. Said in the form, at the button, or by direct message. */
export const SIMULATION_NOT_SHOWN =
  '⚠️ Slack did not show what would happen. Nothing was sent. Press *What would happen?* again.'

/** Which message it is; only who typed the address sees this. */
export function stepHeading(index: number, { channel, to }: WorkflowMessage): string {
  return `*Message ${index + 1}* · ${labelOf(channel)} to \`${escapeText(to).replaceAll('`', "'")}\``
}

/** When the message goes. */
export function sendWords({ index, send }: SimulatedStep): string {
  if (index === 0) return 'Goes at once.'
  return `Goes after ${durationAtMost(send.latestMs)} at the latest, or as soon as message ${index} fails.`
}

/** One of the ways that the message can take, and what follows. */
export function outcomeWords(
  { cause, effect }: SimulatedOutcome,
  { timeLimitMs }: SimulatedStep,
  message: WorkflowMessage,
): string {
  const within = durationOf(timeLimitMs)
  const follows = effectWords(effect)
  if (cause === 'failed') return `${signWords(STATUS_SIGN.undeliverable)} → ${follows}`
  if (cause === 'condition met') {
    const sign = signWords(STATUS_SIGN[conditionOf(message)])
    return message.failover ? `${sign} within ${within} → ${follows}` : `${sign} → ${follows}`
  }
  if (!message.failover) return `⏳ *No receipt* within ${within} → ${follows}`
  const word = unmet(message.failover.conditionStatus)
  const late = STATUS_SIGN[message.failover.conditionStatus].word
  return `⏳ *${word.charAt(0).toUpperCase()}${word.slice(1)}* within ${within} → ${follows}. *${late}* later still counts, until the end.`
}

function effectWords(effect: SimulatedOutcome['effect']): string {
  switch (effect.type) {
    case 'next':
      return `message ${effect.index + 1} goes`
    case 'reached':
      return `${signWords(OUTCOME_SIGN.completed)}, nothing more is sent`
    case 'not reached':
      return effect.reason === 'no receipt'
        ? `${signWords(OUTCOME_SIGN.error)}: nobody can say whether it arrived`
        : signWords(OUTCOME_SIGN.error)
  }
}

function signWords({ glyph, word }: Sign): string {
  return `${glyph} *${word}*`
}

/** How long it takes if everything takes as long as it may. */
export function worstWords({ steps, worst }: Simulation): string {
  const end = durationAtMost(worst.endMs)
  if (steps.length < 2) return `*At worst* the end is known after ${end}.`
  return `*At worst* the last message goes after ${durationAtMost(worst.lastSendMs)}, and the end is known after ${end}.`
}

/** What it costs, as far as that is known; a sentence in each line. */
export function costWords(cost: SimulatedCost, messages: readonly WorkflowMessage[]): string[] {
  if (cost.ifAllGo.length === 0) return ['*Cost*: not known, since no receipt has named a price on these channels yet.']
  const all = sumWords(cost.ifAllGo)
  const first = sumWords(cost.ifFirstReaches)
  const unknown = [...new Set(cost.unknown.map((index) => labelOf(messages[index]?.channel ?? 'sms')))]
  const total = messages.length > 1 ? `*Cost*: about ${all} if all go` : `*Cost*: about ${all}`
  return [
    messages.length > 1 && first !== '' ? `${total}, ${first} if message 1 is enough.` : `${total}.`,
    ...(unknown.length > 0 ? [`Not in it, since the price is not known: ${unknown.join(', ')}.`] : []),
    '_By what the last message on each channel cost; other countries and longer texts cost something else._',
  ]
}

/** `0.0433 EUR and 0.005 USD`. */
function sumWords(usages: readonly Usage[]): string {
  return usages.map(({ price, currency }) => `${escapeText(price)} ${escapeText(currency)}`).join(' and ')
}
