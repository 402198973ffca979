import { createHash, type KeyObject, timingSafeEqual } from 'node:crypto'
import { verifiedClaims } from '../signing/verified-claims.ts'
import { type ApiProblem, MULTIPLE_AUTH_METHODS, unauthorized } from './problem.ts'

/** Whose requests are served: those of an application, of an account, or of both. */
export interface ApiClient {
  application?: { id: string; publicKey: KeyObject }
  account?: { apiKey: string; apiSecret: string }
}

/** How long a token without `exp` is good for, and any token at most; seconds. Source: Authentication guide. */
const DEFAULT_LIFETIME_SECONDS = 15 * 60
const LONGEST_LIFETIME_SECONDS = 24 * 60 * 60

/** How far ahead of ours a client's clock may be, in seconds. */
const AHEAD_SECONDS_MAX = 60

/**
 * Checks the credentials of a request: exactly one of a Bearer token (RS256 only) and Basic.
 * @param authorizations all Authorization headers of the request.
 * @param realAt real time in milliseconds.
 * @returns undefined where they are good.
 */
export function authenticate(
  authorizations: readonly string[],
  client: ApiClient,
  realAt: number,
): ApiProblem | undefined {
  const [authorization, another] = authorizations.flatMap((header) => header.split(/,\s*(?=Bearer |Basic )/i))
  if (authorization === undefined) {
    return unauthorized('You did not provide credentials: send a Bearer JWT or Basic credentials.')
  }
  if (another !== undefined) return MULTIPLE_AUTH_METHODS
  const [, scheme = '', credentials = ''] = /^(Bearer|Basic) +(\S+)$/i.exec(authorization.trim()) ?? []
  if (scheme.toLowerCase() === 'basic') return checkBasic(credentials, client)
  if (scheme.toLowerCase() === 'bearer') return checkBearer(credentials, client, realAt)
  return unauthorized('You did not provide correct credentials.')
}

function checkBasic(credentials: string, { account }: ApiClient): ApiProblem | undefined {
  const given = Buffer.from(credentials, 'base64').toString('utf8')
  const expected = account && `${account.apiKey}:${account.apiSecret}`
  if (expected !== undefined && isEqual(given, expected)) return undefined
  return unauthorized('You did not provide correct credentials.')
}

/** In constant time, whatever the lengths: hashes are compared. */
function isEqual(a: string, b: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(hash(a), hash(b))
}

function checkBearer(token: string, { application }: ApiClient, realAt: number): ApiProblem | undefined {
  const claims = application && verifiedClaims(token, application.publicKey, 'RS256')
  if (!claims || claims.application_id !== application.id) {
    return unauthorized('You did not provide correct credentials.')
  }
  const issuedAt = seconds(claims.iat)
  if (issuedAt === undefined) return unauthorized('The token has no iat claim in seconds.')
  const expiresAt = claims.exp === undefined ? issuedAt + DEFAULT_LIFETIME_SECONDS : seconds(claims.exp)
  if (expiresAt === undefined || expiresAt - issuedAt > LONGEST_LIFETIME_SECONDS) {
    return unauthorized('The exp claim must be at most 24 hours after iat; it is in seconds, not in milliseconds.')
  }
  const now = realAt / 1000
  if (now >= expiresAt) return unauthorized('The token has expired: generate a new one.')
  if (issuedAt > now + AHEAD_SECONDS_MAX) return unauthorized('The iat claim is in the future: check your clock.')
  return undefined
}

/** A time claim in seconds; the vendor's own samples have texts. */
function seconds(claim: unknown): number | undefined {
  const value = typeof claim === 'string' && /^\d+$/.test(claim) ? Number(claim) : claim
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}
