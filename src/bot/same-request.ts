import type { Content, WorkflowMessage } from '../failover/workflow.ts'
import type { Notification, Submission } from './notification.ts'

/** How long the same text to the same recipient is asked about before it goes out again. */
export const SAME_REQUEST_MS = 120_000

/** Of these nothing can have gone out. */
const NOTHING_SENT: ReadonlySet<Submission> = new Set(['refused', 'withdrawn'])

/**
 * The one of the recent notifications that says the same to the same address of the same channel, whoever asked for it.
 * @param recent without what this very request began already (see `NotificationList.since`).
 */
export function findSame(
  messages: readonly WorkflowMessage[],
  recent: readonly Notification[],
  now: number,
): Notification | undefined {
  return recent.find(
    ({ createdAt, submission, messages: earlier }) =>
      now - createdAt < SAME_REQUEST_MS &&
      !NOTHING_SENT.has(submission) &&
      commonMessage(messages, earlier) !== undefined,
  )
}

/** The first message that is among the earlier ones, too. */
export function commonMessage(
  messages: readonly WorkflowMessage[],
  earlier: readonly WorkflowMessage[],
): WorkflowMessage | undefined {
  return messages.find(({ channel, to, content }) =>
    earlier.some((one) => one.channel === channel && one.to === to && isSameContent(one.content, content)),
  )
}

function isSameContent(one: Content, other: Content): boolean {
  const fieldsOf = (content: Content) => JSON.stringify(Object.entries(content).sort())
  return fieldsOf(one) === fieldsOf(other)
}
