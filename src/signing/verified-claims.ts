import type { KeyObject } from 'node:crypto'
import jwt from 'jsonwebtoken'

/**
 * The claims of a token that this key has signed with just this algorithm, or undefined for any other text. Its `exp` and
 * `iat` are for the caller to check.
 */
export function verifiedClaims(token: string, key: KeyObject, algorithm: jwt.Algorithm): jwt.JwtPayload | undefined {
  try {
    const claims = jwt.verify(token, key, { algorithms: [algorithm], ignoreExpiration: true, ignoreNotBefore: true })
    return typeof claims === 'object' ? claims : undefined
  } catch (error) {
    // jsonwebtoken 9 parses the claims before it checks the signature, and lets the parser's error through.
    if (error instanceof jwt.JsonWebTokenError || error instanceof SyntaxError) return undefined
    throw error
  }
}
