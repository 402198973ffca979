import type { Notification } from '../../src/bot/notification.ts'
import type { Fact, RecordedFact } from '../../src/failover/fact.ts'
import { type Progress, progress } from '../../src/failover/progress.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'

/** When every notification of these tests was asked for: 2023-11-14 22:13:20 UTC. */
export const CREATED_AT = 1_700_000_000_000

/** The instant so many seconds later. */
export function at(seconds: number): number {
  return CREATED_AT + seconds * 1000
}

/** How `at(seconds)` is shown as a time of day: `22:13:20`, if it is that. */
export function time(seconds: number): string {
  const instant = at(seconds)
  return `<!date^${instant / 1000}^{time_secs}|${new Date(instant).toISOString().slice(11, 19)} UTC>`
}

/** How `at(seconds)` is shown with its day. */
export function day(seconds: number): string {
  const iso = new Date(at(seconds)).toISOString()
  const shown = `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
  return `<!date^${at(seconds) / 1000}^{date_short_pretty} {time_secs}|${shown}>`
}

/** Messenger to be read within 10 minutes, else an SMS. */
export const MESSENGER_THEN_SMS: WorkflowMessage[] = [
  {
    channel: 'messenger',
    from: 'page',
    to: '9876543210',
    content: { type: 'text', text: 'The server room is flooding' },
    failover: { expirySeconds: 600, conditionStatus: 'read' },
  },
  {
    channel: 'sms',
    from: '447700900001',
    to: '447700900123',
    content: { type: 'text', text: 'The server room is flooding' },
  },
]

/** A notification that was handed over and whose card stands in the conversation. */
export function aNotification(changes: Partial<Notification> = {}): Notification {
  return {
    id: '7f3a2c1d-5b8e-4f60-9a7b-0c1d2e3f4a5b',
    teamId: 'T1',
    conversationId: 'C1',
    requesterId: 'U1',
    messages: MESSENGER_THEN_SMS,
    submission: 'created',
    workflowUuid: 'workflow-1',
    threadSeq: 0,
    cardSeq: 0,
    failures: 0,
    createdAt: CREATED_AT,
    sandbox: false,
    ...changes,
  }
}

/** Facts as they are kept, each with its second. */
export function recorded(...facts: readonly [seconds: number, fact: Fact][]): RecordedFact[] {
  return facts.map(([seconds, fact], i) => ({ seq: i + 1, at: at(seconds), fact }))
}

/** What there is to show after the facts. */
export function shownAfter(...facts: readonly [seconds: number, fact: Fact][]): Progress {
  return progress(MESSENGER_THEN_SMS, recorded(...facts))
}

/** The facts and what there is to show after them. */
export function storyAfter(...facts: readonly [seconds: number, fact: Fact][]) {
  return { facts: recorded(...facts), shown: shownAfter(...facts) }
}

/** Messenger is sent in the second, and waited for. */
export function messengerSent(seconds: number): [number, Fact][] {
  return [
    [seconds, { type: 'attempt', index: 0, attempt: 1 }],
    [seconds, { type: 'accepted', index: 0, attempt: 1, messageUuid: 'm-1', deadlineAt: at(seconds + 600) }],
  ]
}

/** A receipt that brings something new. */
export function receipt(index: number, status: string, more: Partial<Extract<Fact, { type: 'receipt' }>> = {}): Fact {
  return { type: 'receipt', index, attempt: 1, status, change: 'advanced', late: false, ...more }
}
