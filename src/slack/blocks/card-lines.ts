import type { Notification } from '../../bot/notification.ts'
import { isFailure } from '../../failover/message-status.ts'
import type { MessageProgress, Progress } from '../../failover/progress.ts'
import type { LeaveReason } from '../../failover/state.ts'
import { conditionOf, type WorkflowMessage } from '../../failover/workflow.ts'
import { TAKEN_BACK, unmetInTime, waitWords } from '../words/card.ts'
import { latenessWords } from '../words/late.ts'
import { failureAdvice, LEAVE_WORDS, type Sign, STAGE_SIGN, STATUS_SIGN } from '../words/states.ts'
import { latenessAt } from './card-late.ts'
import { recipientOf, timeToken } from './text.ts'

/** A line for each message: who gets it, how far it is, by when, and why not. */
export function messageLines(notification: Notification, shown: Progress): string[] {
  const { messages } = notification
  return messages.map((plan, index) => {
    const made = shown.messages[index]
    const { glyph, word } = messageSign(notification, made, shown)
    const details = made ? detailsOf(made, messages, shown) : []
    return `${index + 1}.  ${recipientOf(plan)}  ${[`${glyph} ${word}`, ...details].join(' · ')}`
  })
}

/** How far a message is, in glyph and word. */
export function messageSign(
  { submission, refusal }: Notification,
  made: MessageProgress | undefined,
  shown: Progress,
): Sign {
  // Nothing can be known of any message where no workflow came of it, or maybe none.
  if (submission === 'refused' || submission === 'withdrawn') return STAGE_SIGN['not sent']
  if (submission === 'unknown') return STAGE_SIGN['not known']
  if (!made) return STAGE_SIGN.later
  if (made.status) return STATUS_SIGN[made.status]
  switch (made.stage) {
    case 'waiting':
      if (made.index !== shown.current) return STAGE_SIGN.later
      return submission === 'saved' && refusal ? STAGE_SIGN.postponed : STAGE_SIGN.sending
    case 'not sent':
      return isReported(shown) ? STAGE_SIGN['no receipt'] : STAGE_SIGN['not sent']
    default:
      return STAGE_SIGN[made.stage]
  }
}

/** Whether a hosted API ran the workflow, which says nothing of a message but by receipts. */
function isReported({ outcome }: Progress): boolean {
  return outcome?.reason === 'final report' || outcome?.reason === 'no final report'
}

function detailsOf(made: MessageProgress, messages: readonly WorkflowMessage[], shown: Progress): string[] {
  const { index, status } = made
  const plan = messages[index]
  if (!plan) return []
  // That the channel has it, too, is no news: it was sent when the API took it.
  const at = status && !(status === 'submitted' && made.sentAt !== undefined) ? made.statusAt[status] : made.sentAt
  const isArrival = status !== undefined && status !== 'submitted' && !isFailure(status)
  const late = at !== undefined && isArrival ? latenessAt(at, index, messages, shown) : undefined
  const isWaiting = index === shown.current && made.deadlineAt !== undefined && plan.failover !== undefined
  return [
    ...(at === undefined ? [] : [timeToken(at)]),
    ...(late ? [latenessWords(late, messages)] : []),
    ...(made.failure ? [failureAdvice(made.failure, status === undefined ? 'answer' : 'receipt', plan.channel)] : []),
    ...(made.revocation === 'revoked' ? [TAKEN_BACK] : []),
    ...(made.left && !made.failure && !late ? [leftWords(made.left, plan)] : []),
    ...(isWaiting ? [waitWords(made.deadlineAt ?? 0, conditionOf(plan))] : []),
  ]
}

/** Why the next message went: `not read in time`. */
function leftWords(left: LeaveReason, plan: WorkflowMessage): string {
  return left === 'expired' ? unmetInTime(conditionOf(plan)) : LEAVE_WORDS[left]
}
