import type { IncomingMessage } from 'node:http'
import type { ApiClient } from './api-client.ts'
import { type Authentication, authenticate } from './authenticate.ts'
import { throttled } from './problem.ts'

/** Whom to let in, and how often. */
export interface AdmissionOptions {
  clients: readonly ApiClient[]
  /** What each client may ask for in a second on average, and at most at once; without it there is no limit. */
  requestsPerSecond?: number
  /** Real time in milliseconds. */
  realNow: () => number
}

/** Lets a request in, or says why not. */
export type Admit = (request: Pick<IncomingMessage, 'headersDistinct'>) => Authentication

/** What a client has left, and when that was counted. */
interface Budget {
  requests: number
  countedAt: number
}

/**
 * Checks credentials, then the client's budget of requests. The budgets are kept in memory: each process has its own, and
 * a restart fills them.
 */
export function createAdmission({ clients, requestsPerSecond, realNow }: AdmissionOptions): Admit {
  const budgets = new Map<string, Budget>()
  const perSecond = requestsPerSecond ?? Number.POSITIVE_INFINITY

  /** Takes one request from the client's budget, or says in how many seconds it could. */
  function take(name: string): number | undefined {
    const now = realNow()
    const { requests, countedAt } = budgets.get(name) ?? { requests: perSecond, countedAt: now }
    const left = Math.min(perSecond, requests + (Math.max(0, now - countedAt) / 1000) * perSecond)
    const isEnough = left >= 1
    budgets.set(name, { requests: isEnough ? left - 1 : left, countedAt: now })
    return isEnough ? undefined : Math.ceil((1 - left) / perSecond)
  }

  return (request) => {
    const authenticated = authenticate(request.headersDistinct.authorization ?? [], clients, realNow())
    if ('problem' in authenticated || perSecond === Number.POSITIVE_INFINITY) return authenticated
    const retryAfterSeconds = take(authenticated.client.name)
    return retryAfterSeconds === undefined ? authenticated : { problem: throttled(retryAfterSeconds) }
  }
}
