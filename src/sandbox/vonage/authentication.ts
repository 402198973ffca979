import { createPublicKey } from 'node:crypto'
import { type Claims, verifyRs256 } from './json-web-token.ts'
import { protocolSeconds } from './protocol-clock.ts'

/** Who may call: the application by JWT, the account by key and secret. */
export interface Credentials {
  application: { id: string; publicKeyPem: string }
  account: { apiKey: string; apiSecret: string }
}

/** How a request proved who it is; it decides where its webhooks go. `reason` is for the transcript, never answered. */
export type Authentication = { kind: 'jwt' } | { kind: 'basic' } | { kind: 'refused'; reason: string }

/** Seconds a token lives when it has no `exp`. Source: vendor's authentication guide, default 15 minutes. */
const DEFAULT_LIFE_SECONDS = 15 * 60
/** Source: the same guide, `exp` at least 30 seconds and at most 24 hours after `iat`. */
const LIFE_SECONDS = { min: 30, max: 24 * 60 * 60 }

/** Creates the check of an Authorization header: Bearer with an RS256 JWT, or Basic, never anything else. */
export function createAuthenticator({ application, account }: Credentials) {
  const publicKey = createPublicKey(application.publicKeyPem)
  const basic = Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64')

  return function authenticate(authorization: string | undefined): Authentication {
    const [scheme, credential, ...rest] = (authorization ?? '').split(' ')
    if (credential === undefined || rest.length > 0) return refused('no readable Authorization header')
    if (scheme?.toLowerCase() === 'basic') {
      return credential === basic ? { kind: 'basic' } : refused('wrong api_key or api_secret')
    }
    if (scheme?.toLowerCase() !== 'bearer') return refused(`unknown scheme ${scheme}`)
    const claims = verifyRs256(credential, publicKey)
    if (!claims) return refused("not an RS256 JWT of the application's key")
    const fault = faultOf(claims, application.id)
    return fault === undefined ? { kind: 'jwt' } : refused(fault)
  }
}

function refused(reason: string): Authentication {
  return { kind: 'refused', reason }
}

/** What is wrong with genuine claims. Source: vendor's authentication guide (application_id, iat, jti required). */
function faultOf(claims: Claims, applicationId: string): string | undefined {
  if (claims.application_id !== applicationId) return 'application_id is another one'
  if (typeof claims.jti !== 'string' || claims.jti === '') return 'jti is missing'
  if (typeof claims.iat !== 'number') return 'iat is missing'
  // The vendor's own samples print exp as a string of digits.
  const exp = claims.exp === undefined ? claims.iat + DEFAULT_LIFE_SECONDS : Number(claims.exp)
  const lifeSeconds = exp - claims.iat
  if (!(lifeSeconds >= LIFE_SECONDS.min && lifeSeconds <= LIFE_SECONDS.max)) {
    return 'exp is not 30 seconds to 24 hours after iat'
  }
  return exp <= protocolSeconds() ? 'the token has expired' : undefined
}
