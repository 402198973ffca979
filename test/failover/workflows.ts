import type { Channel } from '../../src/failover/channel.ts'
import { decideAt, sendAt, wantsSend } from '../../src/failover/deadline.ts'
import type { WorkflowEvent } from '../../src/failover/event.ts'
import type { Fact, RecordedFact } from '../../src/failover/fact.ts'
import type { ConditionStatus } from '../../src/failover/message-status.ts'
import { type Attempt, initialState, type MessageState } from '../../src/failover/state.ts'
import { transition } from '../../src/failover/transition.ts'
import type { TimeLimits, Workflow, WorkflowMessage } from '../../src/failover/workflow.ts'

/** When each workflow of these tests was saved, in milliseconds since 1970. */
export const CREATED_AT = 1_700_000_000_000

/** The limits of a service that is not configured otherwise. */
export const LIMITS: TimeLimits = { lastMessageTimeoutMs: 86_400_000, maybeSentGraceMs: 60_000, sendLeaseMs: 30_000 }

/** The instant so many seconds after the workflow was saved. */
export function at(seconds: number): number {
  return CREATED_AT + seconds * 1000
}

/** A message on a channel; with a condition it has a failover, without it is a last one. */
export function aMessage(channel: Channel, conditionStatus?: ConditionStatus, expirySeconds = 600): WorkflowMessage {
  const message: WorkflowMessage = {
    channel,
    from: 'sender',
    to: '447700900000',
    content: { type: 'text', text: 'The lift is out of order.' },
  }
  return conditionStatus ? { ...message, failover: { expirySeconds, conditionStatus } } : message
}

/** A Messenger message. */
export function messenger(conditionStatus?: ConditionStatus, expirySeconds?: number): WorkflowMessage {
  return aMessage('messenger', conditionStatus, expirySeconds)
}

/** A Viber message. */
export function viber(conditionStatus?: ConditionStatus, expirySeconds?: number): WorkflowMessage {
  return aMessage('viber_service_msg', conditionStatus, expirySeconds)
}

/** An SMS. */
export function sms(conditionStatus?: ConditionStatus, expirySeconds?: number): WorkflowMessage {
  return aMessage('sms', conditionStatus, expirySeconds)
}

/** A workflow of which nothing has been sent yet. */
export function aWorkflow(messages: WorkflowMessage[], limits: Partial<TimeLimits> = {}): Workflow {
  return { messages, limits: { ...LIMITS, ...limits }, state: initialState(messages.length, CREATED_AT) }
}

/** What became of a workflow, with every fact on the way. */
export interface Story {
  workflow: Workflow
  facts: Fact[]
  recorded: RecordedFact[]
}

/** Applies the events one after another. */
export function run(workflow: Workflow, events: readonly WorkflowEvent[]): Story {
  const story: Story = { workflow, facts: [], recorded: [] }
  for (const event of events) {
    const { workflow: after, facts } = transition(story.workflow, event)
    story.workflow = after
    for (const fact of facts) {
      story.facts.push(fact)
      story.recorded.push({ seq: story.facts.length, at: event.at, fact })
    }
  }
  return story
}

/** The facts of one type. */
export function factsOf<Type extends Fact['type']>(story: Story, type: Type): Extract<Fact, { type: Type }>[] {
  return story.facts.filter((fact): fact is Extract<Fact, { type: Type }> => fact.type === type)
}

/** The indices of the messages in the order in which their sends began. */
export function sentIndices(story: Story): number[] {
  return factsOf(story, 'attempt').map((fact) => fact.index)
}

/** Whether a message would go out so many seconds after the workflow was saved. */
export function sendsAt(workflow: Workflow, seconds: number): boolean {
  return wantsSend(workflow, at(seconds))
}

/** When the workflow is due, for a decision or for a send. */
export function dueAt(workflow: Workflow): number | undefined {
  const instants = [decideAt(workflow), sendAt(workflow)].filter((instant) => instant !== undefined)
  return instants.length > 0 ? Math.min(...instants) : undefined
}

/** When the workflow is due, in seconds after it was saved. */
export function dueSeconds(workflow: Workflow): number | undefined {
  const due = dueAt(workflow)
  return due === undefined ? undefined : (due - CREATED_AT) / 1000
}

/** The state of one message. */
export function messageState(workflow: Workflow, index: number): MessageState {
  const message = workflow.state.messages[index]
  if (!message) throw new Error(`there is no message ${index}`)
  return message
}

/** The attempts of one message. */
export function attemptsOf(workflow: Workflow, index: number): Attempt[] {
  return messageState(workflow, index).attempts
}
