import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { isPending } from '../failover/deadline.ts'
import type { WorkflowEvent } from '../failover/event.ts'
import type { EndReason, Outcome } from '../failover/state.ts'
import { initialState } from '../failover/state.ts'
import { transition } from '../failover/transition.ts'
import { type Problem, validate } from '../failover/validation.ts'
import type { TimeLimits, Workflow, WorkflowMessage } from '../failover/workflow.ts'
import { changeWorkflow } from './change-workflow.ts'
import type {
  Alerts,
  IdempotencyKey,
  LatestAbsence,
  ListedWorkflow,
  MessagesApi,
  SendBudget,
  Submitter,
  WorkflowQuery,
  WorkflowStore,
  WorkflowStory,
} from './ports.ts'
import type { Draft } from './take-in-receipts.ts'

/** What the engine works with. */
export interface EngineDependencies {
  store: WorkflowStore
  messagesApi: MessagesApi
  budget: SendBudget
  alerts: Alerts
  clock: Clock
  /** For workflows that are created from now on. */
  limits: TimeLimits
  latestAbsence: LatestAbsence
}

/** What a cancel came to (rule 10). */
export type CancelAnswer =
  | { type: 'cancelled' }
  /** Nothing more is sent, but this message was already being handed over; the final report says whether it went out. */
  | { type: 'handing over'; index: number }
  | { type: 'too late'; reason: EndReason; status: Outcome['status'] }
  | { type: 'not found' }

/** What a skip came to (rule 10). */
export type SkipAnswer =
  | { type: 'skipped' }
  /** The message is being handed over; the next one goes as soon as that has ended. */
  | { type: 'handing over'; index: number }
  /** Another message is the current one now; nothing was changed. */
  | { type: 'not current'; current: number }
  | { type: 'last message' }
  | { type: 'too late'; reason: EndReason; status: Outcome['status'] }
  | { type: 'not found' }

/** The Workflows API's own doings, whichever door they were asked for at. */
export interface Engine {
  /** Saved when it resolves. The same key again answers the same uuid and starts nothing. */
  create(
    messages: WorkflowMessage[],
    key?: string,
    submitter?: Submitter,
  ): Promise<{ uuid: string } | { problems: Problem[] }>
  /** As `create`, under a key of the client's own: harmless to repeat for 24 hours with the same body. */
  createOnce(
    messages: WorkflowMessage[],
    submitter: Submitter,
    key: IdempotencyKey,
  ): Promise<{ uuid: string } | { problems: Problem[] } | 'key reused'>
  cancel(uuid: string, by: string): Promise<CancelAnswer>
  skip(uuid: string, index: number, by: string): Promise<SkipAnswer>
  read(uuid: string): Promise<WorkflowStory | undefined>
  /** Newest first. */
  list(query: WorkflowQuery): Promise<ListedWorkflow[]>
}

/** Makes the engine's service; what is due is handled in handle-due-workflow.ts. */
export function createEngine({ store, alerts, clock, limits }: EngineDependencies): Engine {
  function newWorkflow(messages: WorkflowMessage[]) {
    const at = clock.now()
    return {
      uuid: randomUUID(),
      workflow: { messages, limits, state: initialState(messages.length, at) },
      facts: [{ at, fact: { type: 'created' as const } }],
    }
  }
  return {
    async create(messages, key, submitter) {
      const problems = validate(messages)
      if (problems.length > 0) return { problems }
      const uuid = await store.create({
        ...newWorkflow(messages),
        ...(key === undefined ? {} : { key }),
        ...(submitter ? { submitter } : {}),
      })
      return { uuid }
    },
    async createOnce(messages, submitter, key) {
      const problems = validate(messages)
      return problems.length > 0 ? { problems } : store.createOnce({ ...newWorkflow(messages), submitter }, key)
    },
    async cancel(uuid, by) {
      const answer = await changeWorkflow({ store, alerts }, uuid, (draft) => {
        const event: WorkflowEvent = { type: 'cancel', at: clock.now(), by }
        return withEvent(draft, event, cancelAnswer)
      })
      return answer ?? { type: 'not found' }
    },
    async skip(uuid, index, by) {
      const answer = await changeWorkflow({ store, alerts }, uuid, (draft) => {
        const event: WorkflowEvent = { type: 'skip', at: clock.now(), by, index }
        return withEvent(draft, event, (before) => skipAnswer(before, index))
      })
      return answer ?? { type: 'not found' }
    },
    read: (uuid) => store.read(uuid),
    list: (query) => store.list(query),
  }
}

/** Applies one event on top of the receipts; `answer` sees the workflow as the event found it. */
export function withEvent<T>(draft: Draft, event: WorkflowEvent, answer: (before: Workflow, after: Workflow) => T) {
  const settled = transition(draft.workflow, { type: 'tick', at: event.at - 1 })
  const made = transition(settled.workflow, event)
  const facts = [...settled.facts, ...made.facts].map((fact) => ({ at: event.at, fact }))
  return {
    ...draft,
    workflow: made.workflow,
    facts: [...draft.facts, ...facts],
    result: answer(settled.workflow, made.workflow),
  }
}

function cancelAnswer({ state }: Workflow): CancelAnswer {
  if (state.outcome?.status === 'cancelled') return { type: 'cancelled' }
  if (state.outcome) return { type: 'too late', reason: state.outcome.reason, status: state.outcome.status }
  if (state.during && !state.cancel) return { type: 'too late', reason: 'condition met', status: 'completed' }
  const attempt = state.messages[state.current]?.attempts.at(-1)
  return isPending(attempt) ? { type: 'handing over', index: state.current } : { type: 'cancelled' }
}

function skipAnswer({ state, messages }: Workflow, index: number): SkipAnswer {
  if (state.outcome) return { type: 'too late', reason: state.outcome.reason, status: state.outcome.status }
  if (state.cancel) return { type: 'too late', reason: 'cancelled', status: 'cancelled' }
  if (state.during) return { type: 'too late', reason: 'condition met', status: 'completed' }
  if (index !== state.current) return { type: 'not current', current: state.current }
  if (index === messages.length - 1) return { type: 'last message' }
  const attempt = state.messages[index]?.attempts.at(-1)
  return attempt?.outcome === 'sending' ? { type: 'handing over', index } : { type: 'skipped' }
}
