import type { Progress } from '../failover/progress.ts'
import { conditionOf } from '../failover/workflow.ts'
import type { CardCall } from './card-ports.ts'
import { type Notification, wasNotTaken } from './notification.ts'
import type { StepResult } from './ports.ts'
import { callSlack, Paused, type Settled, save, type Turn } from './slack-calls.ts'

/** The pauses before a step is told again, in milliseconds: as long as it has been tried for, between these. */
const RETRY = { firstMs: 1000, longestMs: 5 * 60_000 } as const

/**
 * Tells the step of a Slack workflow how the notification ended, once. A step that has timed out there is over, too; the
 * notification knows nothing of it.
 * @throws Paused where it is to be told later; never as a failure, so that the card keeps a back-off of its own.
 */
export async function completeStep(turn: Turn, notification: Notification, shown: Progress): Promise<void> {
  const { id, teamId, conversationId, stepExecutionId, isStepOver } = notification
  if (stepExecutionId === undefined || isStepOver) return
  const result = resultOf(notification, shown)
  if (!result) return
  const what = result.type === 'reached' ? 'complete' : 'fail'
  const told = await report(turn, { what, teamId, conversationId }, { notification, result })
  if (told?.type === 'unanswered' || !told) throw new Paused({ type: 'at', at: nextTryAt(turn, notification, shown) })
  if (told.type !== 'done') turn.alerts.stepGivenUp({ notificationId: id, error: told.error })
  await save(turn, notification, { isStepOver: true })
}

/** @returns nothing where it certainly was not told. @throws Paused where there is no permit */
async function report(
  turn: Turn,
  call: CardCall,
  { notification, result }: { notification: Notification; result: StepResult },
): Promise<Settled<void> | undefined> {
  try {
    return await callSlack(turn, call, () => turn.steps.report(notification, result))
  } catch (error) {
    if (error instanceof Paused && error.pause.type === 'failed') return undefined
    throw error
  }
}

function nextTryAt({ clock }: Turn, { createdAt }: Notification, { outcome }: Progress): number {
  const now = clock.now()
  const triedMs = now - (outcome?.at ?? createdAt)
  return now + Math.min(Math.max(triedMs, RETRY.firstMs), RETRY.longestMs)
}

/** What a step is told; nothing while the workflow goes on. */
function resultOf({ messages, submission }: Notification, shown: Progress): StepResult | undefined {
  const { outcome } = shown
  if (!outcome) {
    return wasNotTaken({ submission }) ? { type: 'not reached', shown } : undefined
  }
  if (outcome.status !== 'completed') return { type: 'not reached', shown }
  // A hosted API's final report names no message.
  const index =
    outcome.index ?? shown.messages.findLastIndex(({ status }) => status === 'read' || status === 'delivered')
  const reached = shown.messages[index] ?? shown.messages.at(-1)
  const message = messages[reached?.index ?? 0]
  if (!reached || !message) return { type: 'not reached', shown }
  const known = reached.status === 'read' || reached.status === 'delivered' ? reached.status : undefined
  const status = known ?? conditionOf(message)
  return { type: 'reached', status, channel: message.channel, at: reached.statusAt[status] ?? outcome.at }
}
