import type { ListedWorkflow, WorkflowStory } from '../engine/ports.ts'
import type { RecordedFact } from '../failover/fact.ts'
import { type MessageProgress, progress } from '../failover/progress.ts'
import { addUsage, type Usage } from '../failover/usage.ts'
import { summaryOf, type WorkflowMessage } from '../failover/workflow.ts'
import type { ListedAnswer, MessageAnswer, WorkflowAnswer } from './answer-schema.ts'
import { writeStep } from './schema.ts'
import { writeFact, writeFailure } from './timeline-schema.ts'
import { isoTime, underscored } from './wire-words.ts'

/** Characters of a summary. */
const SUMMARY_LENGTH = 80

/** A workflow as `GET` shows it, without its uuid. */
export function writeWorkflow({ workflow, facts, sandbox }: WorkflowStory): WorkflowAnswer {
  const { messages, current, outcome, hold, cancelledBy, usage } = progress(workflow.messages, facts)
  return {
    template: 'failover',
    status: outcome === undefined || outcome.status === 'unknown' ? 'running' : outcome.status,
    created_at: isoTime(workflow.state.createdAt),
    current,
    workflow: workflow.messages.map((message) => ({ ...writeStep(message), ...writeClientRef(message) })),
    messages: messages.flatMap((shown, index) => {
      const plan = workflow.messages[index]
      return plan ? [writeMessage(plan, shown, facts)] : []
    }),
    timeline: facts.map(writeFact),
    ...(hold ? { hold } : {}),
    ...(outcome ? { outcome: writeOutcome(outcome, cancelledBy) } : {}),
    ...(usage.length > 0 ? { usage } : {}),
    ...(sandbox ? { sandbox } : {}),
  }
}

/** A workflow as lists show it, without its uuid. */
export function writeListed({ status, createdAt, messages, sandbox }: ListedWorkflow): ListedAnswer {
  const [first] = messages
  return {
    status,
    created_at: isoTime(createdAt),
    channels: messages.map(({ channel }) => channel),
    summary: first ? shortened(summaryOf(first.content)) : '',
    ...(sandbox ? { sandbox } : {}),
  }
}

function shortened(text: string): string {
  const characters = [...text]
  return characters.length > SUMMARY_LENGTH ? `${characters.slice(0, SUMMARY_LENGTH - 1).join('')}…` : text
}

function writeMessage(plan: WorkflowMessage, shown: MessageProgress, facts: readonly RecordedFact[]): MessageAnswer {
  const { index, stage, status, statusAt, sentAt, deadlineAt, failure, revocation } = shown
  const { messageUuid, usage } = readReceipts(facts, index)
  const statuses = Object.entries(statusAt).map(([name, at]) => [name, isoTime(at)] as const)
  return {
    index,
    channel: plan.channel,
    to: plan.to,
    stage: underscored(stage),
    ...(status === undefined ? {} : { status }),
    ...(messageUuid === undefined ? {} : { message_uuid: messageUuid }),
    ...(sentAt === undefined ? {} : { sent_at: isoTime(sentAt) }),
    ...(deadlineAt === undefined ? {} : { deadline_at: isoTime(deadlineAt) }),
    statuses: Object.fromEntries(statuses),
    ...(revocation ? { revocation } : {}),
    ...writeFailure(failure),
    ...(usage.length > 0 ? { usage } : {}),
    ...writeClientRef(plan),
  }
}

/** The last uuid that the message got, and what its attempts cost: each is charged once, however often that is said. */
function readReceipts(facts: readonly RecordedFact[], index: number): { messageUuid?: string; usage: Usage[] } {
  const usages = new Map<number, Usage>()
  let messageUuid: string | undefined
  for (const { fact } of facts) {
    if ((fact.type !== 'accepted' && fact.type !== 'receipt') || fact.index !== index) continue
    messageUuid = fact.messageUuid ?? messageUuid
    if (fact.type === 'receipt' && fact.usage && !usages.has(fact.attempt)) usages.set(fact.attempt, fact.usage)
  }
  return { ...(messageUuid === undefined ? {} : { messageUuid }), usage: addUsage([...usages.values()]) }
}

function writeOutcome(
  outcome: NonNullable<ReturnType<typeof progress>['outcome']>,
  cancelledBy: string | undefined,
): NonNullable<WorkflowAnswer['outcome']> {
  const { at, reason, handedOver, ...rest } = outcome
  return {
    ...rest,
    at: isoTime(at),
    reason: underscored(reason),
    ...(handedOver ? { handed_over: handedOver } : {}),
    ...(cancelledBy === undefined ? {} : { cancelled_by: cancelledBy }),
  }
}

function writeClientRef({ clientRef }: WorkflowMessage): { client_ref?: string } {
  return clientRef === undefined ? {} : { client_ref: clientRef }
}
