import { createHash, timingSafeEqual } from 'node:crypto'
import { verifiedClaims } from '../signing/verified-claims.ts'
import type { ApiClient } from './api-client.ts'
import { type ApiProblem, MULTIPLE_AUTH_METHODS, unauthorized } from './problem.ts'

/** How long a token without `exp` is good for, and any token at most; seconds. Source: Authentication guide. */
const DEFAULT_LIFETIME_SECONDS = 15 * 60
const LONGEST_LIFETIME_SECONDS = 24 * 60 * 60

/** How far ahead of ours a client's clock may be, in seconds. */
const AHEAD_SECONDS_MAX = 60

/** Whose credentials they are, or what is wrong with them. */
export type Authentication = { client: ApiClient } | { problem: ApiProblem }

/**
 * Checks the credentials of a request: exactly one of a Bearer token (RS256 only) and Basic.
 * @param authorizations all Authorization headers of the request.
 * @param realAt real time in milliseconds.
 */
export function authenticate(
  authorizations: readonly string[],
  clients: readonly ApiClient[],
  realAt: number,
): Authentication {
  const [authorization, another] = authorizations.flatMap((header) => header.split(/,\s*(?=Bearer |Basic )/i))
  if (authorization === undefined) {
    return refused('You did not provide credentials: send a Bearer JWT or Basic credentials.')
  }
  if (another !== undefined) return { problem: MULTIPLE_AUTH_METHODS }
  const [, scheme = '', credentials = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'basic') return checkBasic(credentials, clients)
  if (scheme.toLowerCase() === 'bearer') return checkBearer(credentials, clients, realAt)
  return refused('You did not provide correct credentials.')
}

function refused(detail: string): Authentication {
  return { problem: unauthorized(detail) }
}

/** All accounts are compared, whichever is right, so that the time taken tells nothing. */
function checkBasic(credentials: string, clients: readonly ApiClient[]): Authentication {
  const given = Buffer.from(credentials, 'base64').toString('utf8')
  const right = clients.filter(({ account }) => account && isEqual(given, `${account.apiKey}:${account.apiSecret}`))
  const [client] = right
  return client ? { client } : refused('You did not provide correct credentials.')
}

/** In constant time, whatever the lengths: hashes are compared. */
function isEqual(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

function checkBearer(token: string, clients: readonly ApiClient[], realAt: number): Authentication {
  for (const client of clients) {
    const claims = client.application && verifiedClaims(token, client.application.publicKey, 'RS256')
    if (!claims || claims.application_id !== client.application?.id) continue
    const problem = checkTimes(claims, realAt)
    return problem ? { problem } : { client }
  }
  return refused('You did not provide correct credentials.')
}

/** Source: Authentication guide; old clients send no exp, some send texts, and one made milliseconds. */
function checkTimes(claims: Record<string, unknown>, realAt: number): ApiProblem | undefined {
  const now = realAt / 1000
  const issuedAt = seconds(claims.iat)
  const expiresAt = claims.exp === undefined ? (issuedAt ?? 0) + DEFAULT_LIFETIME_SECONDS : seconds(claims.exp)
  const validFrom = claims.nbf === undefined ? issuedAt : seconds(claims.nbf)
  if (issuedAt === undefined) return notSeconds('iat')
  if (expiresAt === undefined) return notSeconds('exp')
  if (validFrom === undefined) return notSeconds('nbf')
  if (now >= expiresAt) return unauthorized('The token has expired: generate a new one.')
  if (expiresAt - issuedAt > LONGEST_LIFETIME_SECONDS) {
    return unauthorized('The exp claim must be at most 24 hours after iat.')
  }
  if (Math.max(issuedAt, validFrom) > now + AHEAD_SECONDS_MAX) {
    return unauthorized('The iat or nbf claim is in the future: check your clock.')
  }
  return undefined
}

function notSeconds(claim: string): ApiProblem {
  return unauthorized(`The ${claim} claim must be a time in seconds since 1970, not in milliseconds.`)
}

/** A later time than this in seconds, the year 5138, is one in milliseconds. */
const SECONDS_MAX = 100_000_000_000

/** A time claim in seconds; the vendor's own samples have texts. Undefined where it is none, or in milliseconds. */
function seconds(claim: unknown): number | undefined {
  const value = typeof claim === 'string' && /^\d+$/.test(claim) ? Number(claim) : claim
  return typeof value === 'number' && Number.isFinite(value) && value < SECONDS_MAX ? value : undefined
}
