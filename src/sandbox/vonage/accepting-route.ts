import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as delay } from 'node:timers/promises'
import { type Observe, observeNothing } from '../exchange.ts'
import type { Authentication } from './authentication.ts'
import type { Fault } from './fault.ts'
import type { FaultPlan } from './fault-plan.ts'
import {
  type ProblemAnswer,
  parseObject,
  type RecordedRequest,
  readBody,
  recordRequest,
  sendJson,
  sendProblem,
} from './http-exchange.ts'
import type { Journal } from './journal.ts'
import { observeRequest } from './observe-request.ts'

/** How the caller of an admitted request proved who it is. */
export type AdmittedBy = Exclude<Authentication['kind'], 'refused'>

/** What differs between the routes that answer 202 or a problem, and can be made to fail. */
export interface AcceptingRoute<Accepted> {
  now: () => number
  journal: Journal
  requests: RecordedRequest[]
  faults: FaultPlan
  /** Looks at everything but the body. A request that is refused here meets no fault. */
  admit(request: IncomingMessage): { by: AdmittedBy } | { problem: ProblemAnswer; reason?: string }
  observe?: Observe | undefined
  /** The documented error that a fault stands for; undefined for faults of another kind. */
  faultProblem(fault: Fault): ProblemAnswer | undefined
  accept(
    body: string,
    by: AdmittedBy,
    request: IncomingMessage,
    fault: Fault | undefined,
  ): { accepted: Accepted } | { problem: ProblemAnswer }
  /** The body of the 202. */
  answer(accepted: Accepted): unknown
  /** What the acceptance sets off: after the answer, or before it where `overtakes` says so. */
  followUp?(accepted: Accepted, fault: Fault | undefined): Promise<void>
  overtakes?(accepted: Accepted, fault: Fault | undefined): boolean
}

/** Creates a handler that records, admits, breaks as told, accepts and answers. */
export function createAcceptingRoute<Accepted>(route: AcceptingRoute<Accepted>) {
  const { now, journal, requests, faults, observe = observeNothing } = route

  function decide(body: string, request: IncomingMessage, admitted: ReturnType<typeof route.admit>) {
    if ('problem' in admitted) return { outcome: admitted, fault: undefined }
    const fault = faults.take(channelOf(body))
    const broken = fault && route.faultProblem(fault)
    if (broken) return { outcome: { problem: broken }, fault }
    if (fault?.kind === 'refuse before accepting') return { outcome: undefined, fault }
    return { outcome: route.accept(body, admitted.by, request, fault), fault }
  }

  async function answer(accepted: Accepted, fault: Fault | undefined, response: ServerResponse): Promise<void> {
    const isFirst = route.overtakes?.(accepted, fault) ?? false
    if (isFirst) await route.followUp?.(accepted, fault)
    await faults.passGate()
    if (fault?.kind === 'delay') await delay(fault.delayMs ?? 0)
    if (fault?.kind === 'drop after accepting') response.destroy()
    else if (fault?.kind !== 'timeout after accepting') await sendJson(response, 202, route.answer(accepted))
    if (!isFirst) await route.followUp?.(accepted, fault)
  }

  return async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const record = recordRequest(request, now())
    requests.push(record)
    if (faults.takeBeforeBody()) {
      observeRequest(observe, record, response, { name: 'message', verdict: 'fault: refuse before accepting' })
      response.destroy()
      return
    }
    record.body = await readBody(request)
    const admitted = route.admit(request)
    const { outcome, fault } = decide(record.body, request, admitted)
    const name = `message over ${channelOf(record.body) ?? 'several channels'}`
    observeRequest(observe, record, response, { name, verdict: describeVerdict(admitted, fault) })
    if (!outcome) {
      response.destroy()
    } else if ('problem' in outcome) {
      record.status = outcome.problem.status
      journal.note(`${request.method} ${request.url} → ${outcome.problem.status} ${outcome.problem.title}`)
      await sendProblem(response, outcome.problem)
    } else {
      const isAnswered = fault?.kind !== 'drop after accepting' && fault?.kind !== 'timeout after accepting'
      if (isAnswered) record.status = 202
      await answer(outcome.accepted, fault, response)
    }
  }
}

function describeVerdict(
  admitted: { by: AdmittedBy } | { problem: ProblemAnswer; reason?: string },
  fault: Fault | undefined,
): string {
  if ('problem' in admitted) return `refused: ${admitted.reason ?? admitted.problem.title}`
  const by = admitted.by === 'jwt' ? 'JWT of the application' : 'key and secret of the account'
  return fault ? `${by}; fault: ${fault.kind}` : by
}

/** The channel that a Messages API body names; workflows name none at their top. */
function channelOf(body: string): string | undefined {
  const channel = parseObject(body).value?.channel
  return typeof channel === 'string' ? channel : undefined
}
