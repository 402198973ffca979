import type { types } from '@slack/bolt'
import type { Notification } from '../../bot/notification.ts'
import type { MessageProgress, Progress } from '../../failover/progress.ts'
import type { LeaveReason } from '../../failover/state.ts'
import { conditionOf, summaryOf, type WorkflowMessage } from '../../failover/workflow.ts'
import { shortIdOf } from '../short-id.ts'
import {
  AS_OF_WORDS,
  END_WORDS,
  failureAdvice,
  failureWords,
  HOLD_WORDS,
  LEAVE_WORDS,
  movedWords,
  OUTCOME_SIGN,
  REPEATED_CARD_WORDS,
  type Sign,
  STATUS_SIGN,
  unmet,
} from '../words/states.ts'
import { sectionsOf } from './sections.ts'
import { dateToken, escapeText, labelOf, recipientOf, shorten, timeToken } from './text.ts'

/** A message as chat.postMessage and chat.update take it. */
export interface CardContent {
  /** What notifications and screen readers say: a full sentence. */
  text: string
  blocks: types.KnownBlock[]
}

/** The action of the card's *Cancel* button; its value is the notification's id. */
export const CANCEL_ACTION = 'cancel_notification'

/** Characters of the message that the card shows; the rest is on the phone. */
const QUOTE_MAX = 300

/** Characters of what the messages cost, of which the provider names the currencies. */
const COST_MAX = 100

/** What a card depends on besides its notification. */
export interface CardOptions {
  canCancel: boolean
  /** Said on a card that comes late: from when what it shows is. */
  asOf?: number
}

/** The card: who, what, how far, what next and by when. Pure; the same input gives the same card. */
export function card(notification: Notification, shown: Progress, options: CardOptions): CardContent {
  const { messages, requesterId } = notification
  const headline = headlineOf(notification, shown)
  const summary = messages[0] ? summaryOf(messages[0].content) : ''
  const quote = escapeText(shorten(summary, QUOTE_MAX))
  const lines = messages.map((message, index) => messageLine(notification, message, shown, index))
  return {
    text: `Notification by ${labels(messages)}: ${headline.plain}. “${escapeText(shorten(summary, 80))}”`,
    blocks: [
      ...sectionsOf([
        `${headline.glyph}  *${headline.word}*${headline.detail ? ` · ${headline.detail}` : ''}\n>${quote}`,
      ]),
      ...sectionsOf(lines),
      context([
        `${shortIdOf(notification.id)} · asked by <@${requesterId}> ${dateToken(notification.createdAt)}`,
        ...(shown.usage.length === 0 ? [] : [costWords(shown.usage)]),
        ...(notification.movedBecause === undefined
          ? []
          : [movedWords(notification.movedBecause, notification.conversationId)]),
        ...(notification.isRepeated ? [REPEATED_CARD_WORDS] : []),
        ...(options.asOf === undefined ? [] : [`${AS_OF_WORDS} ${dateToken(options.asOf)}`]),
        ...(notification.sandbox ? ['*SANDBOX* – nothing here is a real delivery'] : []),
      ]),
      ...(options.canCancel && isRunning(notification, shown) ? [cancelButton(notification)] : []),
    ],
  }
}

function costWords(usage: Progress['usage']): string {
  const sums = usage.map(({ price, currency }) => `${price} ${currency}`)
  return escapeText(shorten(`cost ${sums.join(' + ')}`, COST_MAX))
}

function isRunning({ submission }: Notification, { outcome, cancelledBy }: Progress): boolean {
  return submission === 'created' && !outcome && cancelledBy === undefined
}

function labels(messages: readonly WorkflowMessage[]): string {
  return messages.map(({ channel }) => labelOf(channel)).join(', then ')
}

type Headline = Sign & { detail: string /** Without markup. */; plain: string }

function headlineOf({ submission, refusal, messages }: Notification, shown: Progress): Headline {
  if (shown.outcome) return outcomeHeadline(shown.outcome, messages)
  if (submission === 'refused') {
    const detail = refusal ? failureWords(refusal) : ''
    return {
      glyph: '⚠️',
      word: 'Not sent',
      detail: `the Workflows API refused it: ${detail}`,
      plain: 'refused by the API',
    }
  }
  if (submission === 'unknown') {
    const detail = 'the Workflows API gave no answer. It is not submitted again by itself: check, then ask again'
    return { glyph: '❓', word: 'Unknown', detail, plain: 'not known whether it was sent' }
  }
  if (submission === 'saved' && refusal) {
    const detail = `the Workflows API does not take it: ${failureWords(refusal)}. It is tried again`
    return { glyph: '⏳', word: 'Not sent yet', detail, plain: 'not sent yet' }
  }
  if (shown.hold) return { glyph: '⛔', word: 'On hold', detail: HOLD_WORDS[shown.hold], plain: 'on hold' }
  const current = shown.messages[shown.current]
  const plan = messages[shown.current]
  const next = messages[shown.current + 1]
  if (!current?.deadlineAt || !plan) return { glyph: '⏳', word: 'Sending', detail: '', plain: 'being sent' }
  const until = next ? ` until ${timeToken(current.deadlineAt)}, then ${labelOf(next.channel)}` : ''
  const waiting = `waiting for it to be ${conditionOf(plan)} on ${labelOf(plan.channel)}`
  return {
    glyph: '⏳',
    word: 'Waiting',
    detail: `to be ${conditionOf(plan)} on ${labelOf(plan.channel)}${until}`,
    plain: waiting,
  }
}

function outcomeHeadline(outcome: NonNullable<Progress['outcome']>, messages: readonly WorkflowMessage[]): Headline {
  const sign = OUTCOME_SIGN[outcome.status]
  const message = outcome.index === undefined ? undefined : messages[outcome.index]
  if (outcome.status === 'completed' && message) {
    const how = `${conditionOf(message)} on ${labelOf(message.channel)}${outcome.late ? ', late' : ''}`
    return { ...sign, detail: `${how}, ${dateToken(outcome.at)}`, plain: how }
  }
  if (outcome.status === 'completed') return { ...sign, detail: dateToken(outcome.at), plain: 'reached' }
  const why = END_WORDS[outcome.reason]
  return { ...sign, detail: `${why}, ${dateToken(outcome.at)}`, plain: `${sign.word.toLowerCase()}: ${why}` }
}

function messageLine({ submission }: Notification, plan: WorkflowMessage, shown: Progress, index: number): string {
  const made = shown.messages[index]
  const { glyph, word } = notTakenSign(submission) ?? (made ? signOf(made, shown) : { glyph: '⏳', word: 'Waiting' })
  const details = made ? detailsOf(plan, made, shown) : []
  return `${index + 1}.  ${recipientOf(plan)}  ${[`${glyph} ${word}`, ...details].join(' · ')}`
}

/** Where nothing can be known of any message, since the workflow was not taken, or maybe not. */
function notTakenSign(submission: Notification['submission']): Sign | undefined {
  if (submission === 'refused') return { glyph: '▫️', word: 'Not sent' }
  return submission === 'unknown' ? { glyph: '❓', word: 'Not known' } : undefined
}

function signOf(made: MessageProgress, shown: Progress): Sign {
  if (made.status) return STATUS_SIGN[made.status]
  switch (made.stage) {
    case 'waiting':
      return made.index === shown.current
        ? { glyph: '⏳', word: 'Sending' }
        : { glyph: '▫️', word: 'Waiting for its turn' }
    case 'sending':
      return { glyph: '⏳', word: 'Sending' }
    case 'postponed':
      return { glyph: '⏳', word: 'Not sent yet' }
    case 'on hold':
      return { glyph: '⛔', word: 'On hold' }
    case 'maybe sent':
      return { glyph: '❓', word: 'Maybe sent' }
    case 'sent':
      return { glyph: '📤', word: 'Sent' }
    case 'refused':
      return { glyph: '❌', word: 'Refused' }
    case 'not sent':
      return isReported(shown) ? { glyph: '▫️', word: 'No receipt' } : { glyph: '▫️', word: 'Not sent' }
  }
}

/** Whether a hosted API ran the workflow, which says nothing of a message but by receipts. */
function isReported({ outcome }: Progress): boolean {
  return outcome?.reason === 'final report' || outcome?.reason === 'no final report'
}

function detailsOf(plan: WorkflowMessage, made: MessageProgress, shown: Progress): string[] {
  const at = made.status ? made.statusAt[made.status] : made.sentAt
  const isWaiting = made.index === shown.current && made.deadlineAt !== undefined && plan.failover !== undefined
  const isLate = made.leftAt !== undefined && at !== undefined && at > made.leftAt
  return [
    ...(at === undefined ? [] : [timeToken(at)]),
    ...(isLate ? ['late'] : []),
    ...(made.failure
      ? [failureAdvice(made.failure, made.status === undefined ? 'answer' : 'receipt', plan.channel)]
      : []),
    ...(made.revocation === 'revoked' ? ['taken back'] : []),
    ...(made.left && !made.failure && !isLate ? [leftWords(made.left, plan)] : []),
    ...(isWaiting ? [`waits until ${timeToken(made.deadlineAt ?? 0)} to be ${conditionOf(plan)}`] : []),
  ]
}

/** Why the next message went: `not read in time`. */
function leftWords(left: LeaveReason, plan: WorkflowMessage): string {
  return left === 'expired' ? `${unmet(conditionOf(plan))} in time` : LEAVE_WORDS[left]
}

function context(lines: string[]): types.ContextBlock {
  return { type: 'context', elements: lines.map((text) => ({ type: 'mrkdwn', text })) }
}

function cancelButton({ id }: Notification): types.ActionsBlock {
  return {
    type: 'actions',
    elements: [
      {
        type: 'button',
        action_id: CANCEL_ACTION,
        value: id,
        style: 'danger',
        text: { type: 'plain_text', text: 'Cancel' },
        confirm: {
          title: { type: 'plain_text', text: 'Cancel this notification?' },
          text: { type: 'plain_text', text: 'No further message will be sent. What was sent already stays sent.' },
          confirm: { type: 'plain_text', text: 'Cancel it' },
          deny: { type: 'plain_text', text: 'Keep it going' },
          style: 'danger',
        },
      },
    ],
  }
}
