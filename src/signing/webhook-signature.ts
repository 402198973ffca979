import { createHash, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { JwtPayload } from 'jsonwebtoken'
import { verifiedClaims } from './verified-claims.ts'

/** What is wrong with a webhook's signature; `good` when nothing is. */
export type SignatureVerdict = 'good' | 'unsigned' | 'forged' | 'other body' | 'too old' | 'from the future'

/** How old a signature may be, in seconds: the vendor repeats a webhook for 24 h. Source: vendor support, 360028543292. */
export const SIGNATURE_AGE_SECONDS_MAX = 25 * 60 * 60

/** How far ahead of ours the vendor's clock may be, in seconds. */
export const SIGNATURE_AHEAD_SECONDS_MAX = 5 * 60

/** Prepares a signature secret: jsonwebtoken checks twice as fast with a key as with a text. */
export function signatureKey(secret: string): KeyObject {
  return createSecretKey(Buffer.from(secret))
}

/** The token of an Authorization header, or undefined where it carries none. */
export function bearerToken(authorization: string | undefined): string | undefined {
  return /^Bearer +(\S+)$/i.exec(authorization ?? '')?.[1]
}

/**
 * Checks a webhook on its raw bytes: an HS256 token by one of our secrets, which says the hash of just this body and
 * was made not too long ago. Source: Signed webhooks (Messages and Dispatch API).
 * @param keys the current signature secret, and old ones while they are being rotated.
 * @param realAt real time in milliseconds.
 */
export function verifyWebhook(
  body: Buffer,
  token: string | undefined,
  keys: readonly KeyObject[],
  realAt: number,
): SignatureVerdict {
  if (token === undefined) return 'unsigned'
  const claims = claimsOf(token, keys)
  if (!claims) return 'forged'
  const { iat, payload_hash: claimedHash } = claims
  if (typeof claimedHash !== 'string' || !isEqual(claimedHash.toLowerCase(), hashOf(body))) return 'other body'
  if (typeof iat !== 'number') return 'too old'
  const ageSeconds = realAt / 1000 - iat
  if (ageSeconds > SIGNATURE_AGE_SECONDS_MAX) return 'too old'
  if (ageSeconds < -SIGNATURE_AHEAD_SECONDS_MAX) return 'from the future'
  return 'good'
}

/** The hash that a token claims of its body: SHA-256 of the raw bytes in lower-case hexadecimal. */
export function hashOf(body: Buffer): string {
  return createHash('sha256').update(body).digest('hex')
}

function claimsOf(token: string, keys: readonly KeyObject[]): JwtPayload | undefined {
  for (const key of keys) {
    const claims = verifiedClaims(token, key, 'HS256')
    if (claims) return claims
  }
  return undefined
}

function isEqual(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
