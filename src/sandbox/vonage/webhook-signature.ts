import { createHash, randomUUID } from 'node:crypto'
import { signHs256 } from './json-web-token.ts'
import { protocolSeconds } from './protocol-clock.ts'
import type { WebhookDistortion } from './webhook.ts'

/** Whose webhooks they are. */
export interface Signer {
  apiKey: string
  signatureSecret: string
}

/**
 * The raw body and headers of one attempt. Each attempt is signed anew: whether the real service keeps the token over
 * retries is not documented. Source: vendor's signed webhooks guide (HS256, no `exp`, hex SHA-256 of the raw body).
 */
export function signedRequest(
  signer: Signer,
  body: string,
  applicationId: string | undefined,
  distortion: WebhookDistortion,
): { body: string; headers: Record<string, string> } {
  const claims = {
    iat: distortion.issuedAt ?? protocolSeconds(),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: createHash('sha256').update(body).digest('hex'),
    api_key: signer.apiKey,
    ...(applicationId !== undefined && { application_id: applicationId }),
  }
  const secret = distortion.forged ? `not ${signer.signatureSecret}` : signer.signatureSecret
  return {
    // A trailing space leaves the JSON readable, so that only the hash can tell.
    body: distortion.tamperedBody ? `${body} ` : body,
    headers: distortion.unsigned ? {} : { Authorization: `Bearer ${signHs256(claims, secret)}` },
  }
}
