import { createHmac, type KeyObject, verify } from 'node:crypto'

/** The claims of a token, unchecked but for being a JSON object. */
export type Claims = Readonly<Record<string, unknown>>

const HS256_HEADER = Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url')

/** Signs `claims` with a shared secret. Source: RFC 7515; header as in the vendor's signed webhooks. */
export function signHs256(claims: Claims, secret: string): string {
  const signed = `${HS256_HEADER}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** The claims of a token that `publicKey` verifies; undefined for anything else, whatever its header claims. */
export function verifyRs256(token: string, publicKey: KeyObject): Claims | undefined {
  const [header, payload, signature, ...rest] = token.split('.')
  if (header === undefined || payload === undefined || signature === undefined || rest.length > 0) return undefined
  if (readObject(header)?.alg !== 'RS256') return undefined
  const genuine = verify(
    'RSA-SHA256',
    Buffer.from(`${header}.${payload}`),
    publicKey,
    Buffer.from(signature, 'base64url'),
  )
  return genuine ? readObject(payload) : undefined
}

function readObject(part: string): Claims | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}
