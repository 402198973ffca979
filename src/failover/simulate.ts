import { decideAt } from './deadline.ts'
import type { WorkflowEvent } from './event.ts'
import type { Fact } from './fact.ts'
import { type EndReason, initialState } from './state.ts'
import { transition } from './transition.ts'
import type { Usage } from './usage.ts'
import { conditionOf, type TimeLimits, type Workflow, type WorkflowMessage } from './workflow.ts'

/** Milliseconds from the start of the workflow. */
export interface SimulatedSpan {
  earliestMs: number
  latestMs: number
}

/** What becomes of a message; of the last one `not in time` is that no receipt comes. */
export type SimulatedCause = 'condition met' | 'failed' | 'not in time'

/** What follows. */
export type SimulatedEffect =
  | { type: 'next'; index: number }
  | { type: 'reached' }
  | { type: 'not reached'; reason: EndReason }

/** One of the ways that a message can take. */
export interface SimulatedOutcome {
  cause: SimulatedCause
  effect: SimulatedEffect
  at: SimulatedSpan
}

/** A message whose turn may come. */
export interface SimulatedStep {
  index: number
  /** When it goes. */
  send: SimulatedSpan
  /** From when it went until it is given up. */
  timeLimitMs: number
  outcomes: SimulatedOutcome[]
}

/** What a plan would cost, by prices that are known. Empty where none is. */
export interface SimulatedCost {
  /** Where the first message meets its condition. */
  ifFirstReaches: Usage[]
  ifAllGo: Usage[]
  /** The messages whose price is not known; they are in no sum. */
  unknown: number[]
}

/** Everything that a plan can come to, folded: a step for each message, since only time tells its paths apart. */
export interface Simulation {
  steps: SimulatedStep[]
  worst: { lastSendMs: number; endMs: number }
  cost: SimulatedCost
}

/** Under what a plan is simulated. */
export interface SimulationTerms {
  limits: TimeLimits
  /** What a message will probably cost, where that is known. */
  priceOf(message: WorkflowMessage): Usage | undefined
}

/** A workflow at an instant of the virtual clock, and what has just happened to it. */
interface Moment {
  workflow: Workflow
  atMs: number
  facts: Fact[]
}

const CAUSES: readonly SimulatedCause[] = ['condition met', 'failed', 'not in time']

/**
 * Plays a valid plan with the failover rules on a virtual clock; nothing is sent. It is taken for granted that the API
 * answers each send at once. Each message is played twice for each cause, from the earliest and from the latest instant
 * of its turn, so that the work grows with the number of messages, not of paths.
 */
export function simulate(messages: readonly WorkflowMessage[], terms: SimulationTerms): Simulation {
  const steps: SimulatedStep[] = []
  const ends: Moment[] = []
  let turns = messages.length > 0 ? [start(messages, terms.limits)] : []
  while (turns.length > 0) {
    const played = playTurn(turns, terms)
    steps.push(played.step)
    ends.push(...played.ends)
    turns = played.next
  }
  return {
    steps,
    worst: { lastSendMs: steps.at(-1)?.send.latestMs ?? 0, endMs: Math.max(0, ...ends.map(({ atMs }) => atMs)) },
    cost: {
      ifFirstReaches: usageOf(ends[0]),
      ifAllGo: usageOf(ends.at(-1)),
      unknown: messages.flatMap((message, index) => (terms.priceOf(message) ? [] : [index])),
    },
  }
}

function start(messages: readonly WorkflowMessage[], limits: TimeLimits): Moment {
  return { workflow: { messages: [...messages], limits, state: initialState(messages.length, 0) }, atMs: 0, facts: [] }
}

/**
 * Plays all causes for the message whose turn it is.
 * @param turns the moments at which its turn may come.
 * @returns the ends in the order of their causes, and the earliest and the latest moment of the next turn.
 */
function playTurn(turns: readonly Moment[], terms: SimulationTerms) {
  const [earliest, latest] = outermost(turns)
  const index = earliest.workflow.state.current
  const paths = CAUSES.map((cause) => ({
    cause,
    soonest: conclude(send(earliest), cause, 'soonest', terms),
    last: conclude(send(latest), cause, 'last', terms),
  }))
  const outcomes = paths.map(({ cause, soonest, last }): SimulatedOutcome => {
    return { cause, effect: effectOf(last.workflow), at: { earliestMs: soonest.atMs, latestMs: last.atMs } }
  })
  const after = paths.flatMap(({ soonest, last }) => [soonest, last])
  const open = after.filter(({ workflow }) => !workflow.state.outcome)
  const step: SimulatedStep = {
    index,
    send: { earliestMs: earliest.atMs, latestMs: latest.atMs },
    timeLimitMs: Math.max(...after.map(({ atMs }) => atMs)) - latest.atMs,
    outcomes,
  }
  return {
    step,
    ends: after.filter(({ workflow }) => workflow.state.outcome),
    next: open.length > 0 ? outermost(open) : [],
  }
}

/** The first and the last in time; of several last ones the last in the list, on whose path all messages went. */
function outermost(moments: readonly Moment[]): [Moment, Moment] {
  const sorted = moments.toSorted((a, b) => a.atMs - b.atMs)
  const [earliest] = sorted
  const latest = sorted.at(-1)
  if (!earliest || !latest) throw new Error('there is no moment to choose from')
  return [earliest, latest]
}

/** Hands the message over whose turn it is; what is to be taken back before it, is. */
function send(turn: Moment): Moment & { attempt: number } {
  let moment = turn
  for (;;) {
    moment = apply(moment, { type: 'attempt', at: moment.atMs })
    const [fact] = moment.facts
    if (fact?.type === 'attempt') return { ...moment, attempt: fact.attempt }
    if (fact?.type !== 'revoking') throw new Error('a message whose turn has come was not sent')
    const { index, attempt } = fact
    moment = apply(moment, { type: 'revocation', at: moment.atMs, index, attempt, result: 'revoked' })
  }
}

/** Brings about what a message is to come to, as soon or as late as that can be. */
function conclude(
  sent: Moment & { attempt: number },
  cause: SimulatedCause,
  when: 'soonest' | 'last',
  { priceOf }: SimulationTerms,
): Moment {
  const { attempt, atMs } = sent
  const { current: index } = sent.workflow.state
  const message = sent.workflow.messages[index]
  if (!message) throw new Error('the current index is outside the workflow')
  const about = { index, attempt }
  if (cause === 'failed' && when === 'soonest') {
    return apply(sent, { type: 'refused', at: atMs, ...about, failure: { title: 'simulated' } })
  }
  const usage = priceOf(message)
  const accepted = apply(sent, { type: 'accepted', at: atMs, ...about, messageUuid: `message ${index}` })
  const taken = apply(accepted, {
    type: 'receipt',
    at: atMs,
    ...about,
    status: 'submitted',
    ...(usage ? { usage } : {}),
  })
  const deadlineMs = decideAt(taken.workflow) ?? atMs
  if (cause === 'not in time') return apply(taken, { type: 'tick', at: deadlineMs })
  const status = cause === 'failed' ? 'undeliverable' : conditionOf(message)
  return apply(taken, { type: 'receipt', at: when === 'soonest' ? atMs : deadlineMs, ...about, status })
}

function apply({ workflow }: Moment, event: WorkflowEvent): Moment {
  const after = transition(workflow, event)
  return { workflow: after.workflow, atMs: event.at, facts: after.facts }
}

function effectOf({ state }: Workflow): SimulatedEffect {
  if (!state.outcome) return { type: 'next', index: state.current }
  return state.outcome.status === 'completed'
    ? { type: 'reached' }
    : { type: 'not reached', reason: state.outcome.reason }
}

/** What the final report adds up. */
function usageOf(end: Moment | undefined): Usage[] {
  const ended = end?.facts.find((fact) => fact.type === 'ended')
  return ended?.usage ?? []
}
