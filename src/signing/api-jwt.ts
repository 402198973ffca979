import { createPrivateKey, type KeyObject, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { realNow } from '../clock.ts'

/** What identifies us to the vendor's APIs as an application. */
export interface ApplicationKey {
  applicationId: string
  privateKey: KeyObject
}

/** How long a token is good for, in seconds: what the vendor assumes where none says. Source: Authentication guide. */
export const LIFETIME_SECONDS = 15 * 60

/** A token is kept until so long before its end, in milliseconds: signing costs more than sending. */
const RENEWAL_MS = 60_000

/** Reads a private key in PEM. @throws Error when it is none of RSA. */
export function readPrivateKey(pem: string): KeyObject {
  const key = createPrivateKey(pem)
  if (key.asymmetricKeyType !== 'rsa') throw new Error('the key is not an RSA key')
  return key
}

/** What a token says besides whose it is. */
export interface TokenClaims {
  /** Real time in milliseconds. */
  issuedAt: number
  lifetimeSeconds: number
  /** Whom it is for, and what it may be used for. Source: the vendor's JWT guide, `sub` and `acl`. */
  optional?: { sub?: string; acl?: object }
}

/** Signs a token of the application: RS256, with `application_id`, `iat`, `exp` and `jti`. */
export function signApiToken({ applicationId, privateKey }: ApplicationKey, claims: TokenClaims): string {
  const { issuedAt, lifetimeSeconds, optional } = claims
  const payload = { ...optional, application_id: applicationId, iat: Math.floor(issuedAt / 1000), jti: randomUUID() }
  return jwt.sign(payload, privateKey, { algorithm: 'RS256', expiresIn: lifetimeSeconds })
}

/** Gives the application's token for a request, and keeps it while it is good. */
export function createApiTokens(key: ApplicationKey): () => string {
  let token = ''
  let renewAt = 0
  return () => {
    const now = realNow()
    if (now >= renewAt) {
      token = signApiToken(key, { issuedAt: now, lifetimeSeconds: LIFETIME_SECONDS })
      renewAt = now + LIFETIME_SECONDS * 1000 - RENEWAL_MS
    }
    return token
  }
}
