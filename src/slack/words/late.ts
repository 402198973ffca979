import type { ConditionStatus } from '../../failover/message-status.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { durationOf } from '../blocks/text.ts'
import { messageName, theMessage } from './message-names.ts'

/** How much too late a message arrived: after the next one had gone, after the workflow had ended, or just too late. */
export interface Lateness {
  lateMs: number
  /** The message that had been sent meanwhile, or the end. */
  after?: number | 'the end'
}

/** From how far on seconds are no news, in milliseconds. */
const WHOLE_MINUTES_MS = 10 * 60_000

const MINUTE_MS = 60_000

/** `36 min`, or, where it is short, `1 min 40 s`. */
function spanWords(ms: number): string {
  return durationOf(ms < WHOLE_MINUTES_MS ? ms : Math.floor(ms / MINUTE_MS) * MINUTE_MS)
}

/** `36 min late, after the SMS`. */
export function latenessWords({ lateMs, after }: Lateness, messages: readonly WorkflowMessage[]): string {
  return `${spanWords(lateMs)} late${afterWords(after, messages)}`
}

/** `read 36 min later on Messenger, after the SMS`: what corrects a story that was told otherwise. */
export function lateArrivalWords(
  { index, status, ...late }: Lateness & { index: number; status: ConditionStatus },
  messages: readonly WorkflowMessage[],
): string {
  const when = `${spanWords(late.lateMs)} later`
  return `${status} ${when} on ${messageName(index, messages)}${afterWords(late.after, messages)}`
}

/** `read 36 min later, after the SMS`, behind the name of the message. */
export function lateStatusWords(
  { status, lateMs, after }: Lateness & { status: string },
  messages: readonly WorkflowMessage[],
): string {
  return `${status} ${spanWords(lateMs)} later${afterWords(after, messages)}`
}

function afterWords(after: Lateness['after'], messages: readonly WorkflowMessage[]): string {
  if (after === undefined) return ''
  return after === 'the end' ? ', after the end' : `, after ${theMessage(after, messages)}`
}
