import { randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { hashOf, signatureKey } from './webhook-signature.ts'

/** Who a callback is for, and the secret that both sides know. */
export interface CallbackSigner {
  secret: string
  apiKey?: string
  applicationId?: string
}

/** The issuer that verifying programs expect. Source: Signed webhooks (Messages and Dispatch API). */
const ISSUER = 'Vonage'

/**
 * Gives the token of each callback's body: HS256, with `iat` in real seconds, a `jti` of its own, and the hash of the
 * body. Source: Signed webhooks (Messages and Dispatch API).
 */
export function createCallbackTokens({ secret, apiKey, applicationId }: CallbackSigner): (body: string) => string {
  const key = signatureKey(secret)
  return (body) => {
    const claims = {
      jti: randomUUID(),
      iss: ISSUER,
      payload_hash: hashOf(Buffer.from(body)),
      ...(apiKey === undefined ? {} : { api_key: apiKey }),
      ...(applicationId === undefined ? {} : { application_id: applicationId }),
    }
    return jwt.sign(claims, key, { algorithm: 'HS256' })
  }
}
