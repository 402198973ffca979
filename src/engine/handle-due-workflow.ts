import { formatClientRef } from '../failover/client-ref.ts'
import type { WorkflowEvent } from '../failover/event.ts'
import { transition } from '../failover/transition.ts'
import type { Workflow, WorkflowMessage } from '../failover/workflow.ts'
import { changeWorkflow } from './change-workflow.ts'
import { type EngineDependencies, withEvent } from './engine.ts'
import type { SendOutcome, WorkflowChange } from './ports.ts'
import type { Draft } from './take-in-receipts.ts'

/** The first pause before a send is repeated; it doubles with each one in a row. Milliseconds. */
const FIRST_RETRY_MS = 1000
const LONGEST_RETRY_MS = 60_000

/** How often sending is tried again while credentials or credit are refused. Milliseconds. */
const HOLD_RETRY_MS = 60_000

/** A send that has been committed and is to be made now. */
interface Attempt {
  message: WorkflowMessage
  index: number
  attempt: number
  /** Earlier postponements in a row. */
  postponements: number
}

/**
 * Makes the world match a due workflow: takes in its receipts, decides what is due, and, if `maySend`, sends the
 * current message when that is due. The attempt is committed before the request is made, so that after a crash it
 * counts as maybe sent (rule 8).
 */
export function createDueWorkflowHandler(dependencies: EngineDependencies) {
  const { messagesApi, clock } = dependencies
  return async function handleDueWorkflow(uuid: string, maySend: boolean): Promise<void> {
    const attempt = await changeWorkflow(dependencies, uuid, (draft) => decide(dependencies, draft, maySend))
    if (!attempt) return
    const { index, attempt: number, message } = attempt
    const outcome = await messagesApi.send(message, formatClientRef({ workflowUuid: uuid, index, attempt: number }))
    const event = conclusion(outcome, attempt, clock.now())
    await changeWorkflow(dependencies, uuid, (draft) => withEvent(draft, event, () => undefined))
    if (event.type === 'held') {
      const { reason, failure = { title: reason } } = event
      dependencies.alerts.sendingHeld({ reason, failure, workflowUuid: uuid })
    }
    const isForAll = event.type === 'held' || (event.type === 'postponed' && event.reason === 'rate limit')
    if (isForAll) await dependencies.budget.hold(event.retryAt)
  }
}

function decide(
  { clock, latestAbsence }: EngineDependencies,
  draft: Draft,
  maySend: boolean,
): WorkflowChange<Attempt | undefined> {
  const at = clock.now()
  const absence = latestAbsence()
  let workflow = draft.workflow
  const facts = [...draft.facts]
  const apply = (event: WorkflowEvent) => {
    const made = transition(workflow, event)
    workflow = made.workflow
    facts.push(...made.facts.map((fact) => ({ at, fact })))
  }
  if (absence) apply({ type: 'absence', at, ...absence })
  apply({ type: 'tick', at })
  const wasSending = isSending(workflow)
  if (maySend) apply({ type: 'attempt', at })
  return { ...draft, workflow, facts, result: wasSending ? undefined : begunAttempt(workflow) }
}

function isSending(workflow: Workflow): boolean {
  const attempt = workflow.state.messages[workflow.state.current]?.attempts.at(-1)
  return attempt?.outcome === 'sending'
}

function begunAttempt(workflow: Workflow): Attempt | undefined {
  const index = workflow.state.current
  const state = workflow.state.messages[index]
  const message = workflow.messages[index]
  const attempt = state?.attempts.at(-1)
  if (!state || !message || attempt?.outcome !== 'sending') return undefined
  return { message, index, attempt: attempt.number, postponements: state.postponements }
}

function conclusion(outcome: SendOutcome, { index, attempt, postponements }: Attempt, at: number): WorkflowEvent {
  switch (outcome.type) {
    case 'postponed': {
      const { retryAfterMs, ...rest } = outcome
      const backOffMs = Math.min(FIRST_RETRY_MS * 2 ** Math.min(postponements, 10), LONGEST_RETRY_MS)
      return { ...rest, at, index, attempt, retryAt: at + (retryAfterMs ?? backOffMs) }
    }
    case 'held':
      return { ...outcome, at, index, attempt, retryAt: at + HOLD_RETRY_MS }
    default:
      return { ...outcome, at, index, attempt }
  }
}
