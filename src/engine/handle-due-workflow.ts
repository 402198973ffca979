import { backOffMs } from '../failover/back-off.ts'
import { formatClientRef } from '../failover/client-ref.ts'
import type { WorkflowEvent } from '../failover/event.ts'
import type { Fact, HoldReason } from '../failover/fact.ts'
import { transition } from '../failover/transition.ts'
import type { Workflow, WorkflowMessage } from '../failover/workflow.ts'
import { changeWorkflow } from './change-workflow.ts'
import { type EngineDependencies, withEvent } from './engine.ts'
import { persist } from './persist.ts'
import type { SendOutcome, WorkflowChange } from './ports.ts'
import type { Draft } from './take-in-receipts.ts'

/** The pauses before a send is repeated. */
const RETRY = { firstMs: 1000, longestMs: 60_000 } as const

/** How often sending is tried again while credentials or credit are refused. Milliseconds. */
const HOLD_RETRY_MS = 60_000

/** A send that has been committed and is to be made now. */
interface Send {
  type: 'send'
  message: WorkflowMessage
  index: number
  attempt: number
  /** Earlier postponements in a row. */
  postponements: number
}

/** A message that is to be taken back now, which has been committed, too. */
interface Revoke {
  type: 'revoke'
  index: number
  attempt: number
  messageUuid: string
}

/** Why nobody can send anything, and until when. */
interface Hold {
  reason: HoldReason
  until: number
}

/**
 * Makes the world match a due workflow: takes in its receipts, decides what is due, and, if `maySend`, makes the one
 * request that is due: it sends the current message, or takes an earlier one back before that. The attempt is committed
 * before the request is made, so that after a crash it counts as maybe sent (rule 8).
 */
export function createDueWorkflowHandler(dependencies: EngineDependencies) {
  return async function handleDueWorkflow(uuid: string, maySend: boolean, hold?: Hold): Promise<void> {
    const work = await changeWorkflow(dependencies, uuid, (draft) => decide(dependencies, draft, { maySend, hold }))
    if (work?.type === 'send') await send(dependencies, uuid, work)
    if (work?.type === 'revoke') await revoke(dependencies, uuid, work)
  }
}

async function send(dependencies: EngineDependencies, uuid: string, work: Send): Promise<void> {
  const { messagesApi, clock, alerts, budget } = dependencies
  const { index, attempt, message } = work
  const outcome = await messagesApi.send(message, formatClientRef({ workflowUuid: uuid, index, attempt }))
  const event = conclusion(outcome, work, clock.now())
  await persist(() => changeWorkflow(dependencies, uuid, (draft) => withEvent(draft, event, () => undefined)))
  if (event.type === 'held') {
    const { reason, failure = { title: reason } } = event
    alerts.sendingHeld({ reason, failure, workflowUuid: uuid })
  }
  if (event.type === 'held') await budget.hold(event.retryAt, event.reason)
  if (event.type === 'postponed' && event.reason === 'rate limit') await budget.hold(event.retryAt)
}

/** Whatever comes of it, the next message goes: it is tried once. */
async function revoke(dependencies: EngineDependencies, uuid: string, work: Revoke): Promise<void> {
  const { messagesApi, clock, budget } = dependencies
  const { index, attempt, messageUuid } = work
  const outcome = await messagesApi.revoke(messageUuid)
  const at = clock.now()
  const failure = outcome.type === 'refused' ? { failure: outcome.failure } : {}
  const event: WorkflowEvent = { type: 'revocation', at, index, attempt, result: outcome.type, ...failure }
  // Held before the next message can be claimed, which the API would turn away as well.
  if (outcome.type === 'refused' && outcome.retryAfterMs !== undefined) await budget.hold(at + outcome.retryAfterMs)
  await changeWorkflow(dependencies, uuid, (draft) => withEvent(draft, event, () => undefined))
}

function decide(
  { clock, latestAbsence }: EngineDependencies,
  draft: Draft,
  { maySend, hold }: { maySend: boolean; hold: Hold | undefined },
): WorkflowChange<Send | Revoke | undefined> {
  const at = clock.now()
  const absence = latestAbsence()
  let workflow = draft.workflow
  const facts = [...draft.facts]
  const apply = (event: WorkflowEvent): Fact[] => {
    const made = transition(workflow, event)
    workflow = made.workflow
    facts.push(...made.facts.map((fact) => ({ at, fact })))
    return made.facts
  }
  if (absence) apply({ type: 'absence', at, ...absence })
  apply({ type: 'tick', at })
  if (hold) apply({ type: 'hold', at, reason: hold.reason, retryAt: hold.until })
  const begun = maySend ? apply({ type: 'attempt', at }) : []
  return { ...draft, workflow, facts, result: workOf(workflow, begun) }
}

/** The request that has been begun just now, if one was. */
function workOf({ messages, state }: Workflow, begun: readonly Fact[]): Send | Revoke | undefined {
  for (const fact of begun) {
    if (fact.type !== 'attempt' && fact.type !== 'revoking') continue
    const { index, attempt } = fact
    const message = messages[index]
    const made = state.messages[index]
    if (!message || !made) return undefined
    if (fact.type === 'attempt') return { type: 'send', message, index, attempt, postponements: made.postponements }
    const messageUuid = made.attempts.find(({ number }) => number === attempt)?.messageUuid
    if (messageUuid !== undefined) return { type: 'revoke', index, attempt, messageUuid }
  }
  return undefined
}

function conclusion(outcome: SendOutcome, { index, attempt, postponements }: Send, at: number): WorkflowEvent {
  switch (outcome.type) {
    case 'postponed': {
      const { retryAfterMs, ...rest } = outcome
      return { ...rest, at, index, attempt, retryAt: at + (retryAfterMs ?? backOffMs(RETRY, postponements)) }
    }
    case 'held':
      return { ...outcome, at, index, attempt, retryAt: at + HOLD_RETRY_MS }
    default:
      return { ...outcome, at, index, attempt }
  }
}
