import jwt from 'jsonwebtoken'
import { ACCOUNT, APPLICATION_ID, basic, NOW_SECONDS, OTHER_KEY, PUBLIC_KEY, token } from './route-world.ts'
import { SOURCES, type WireRow } from './wire-row.ts'

const NOW = NOW_SECONDS
const MINUTE = 60
const DAY = 24 * 60 * MINUTE
const BEARER = 'RFC 8725, 3.1: RS256 alone'

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

/** A token whose signature is an HMAC with the text of the public key, which is known to everybody. */
function signedWithPublicKey(): string {
  const pem = PUBLIC_KEY.export({ type: 'spki', format: 'pem' }).toString()
  return jwt.sign({ application_id: APPLICATION_ID, iat: NOW }, pem, { algorithm: 'HS256' })
}

const [header = '', claims = '', signature = ''] = token().split('.')
const NONE = part({ alg: 'none', typ: 'JWT' })

function good(what: string, source: string, authorization: string): WireRow {
  const taken = [{ channel: 'messenger' }, { channel: 'sms' }] as const
  return { what, source, request: { headers: { authorization } }, answer: { status: 202, taken, words: 'let in' } }
}

function bad(what: string, source: string, authorization: string, type = 'unauthorized'): WireRow {
  return { what, source, request: { headers: { authorization } }, answer: { status: 401, type } }
}

function claiming(changes: Record<string, unknown>): string {
  return `Bearer ${token(changes)}`
}

/** Who is let in, and who is not. */
export const CREDENTIALS: readonly WireRow[] = [
  good('Basic', 'Dispatch API 0.3.3, basicAuth', basic()),
  good('`basic` in lower case', 'RFC 9110, 11.1', basic().replace('Basic', 'basic')),
  good('a token without `exp`', SOURCES.node, claiming({})),
  good('a token without `exp`, 14 min after `iat`', SOURCES.guide, claiming({ iat: NOW - 14 * MINUTE })),
  good(
    '`exp` and `iat` as texts of digits',
    'the vendor’s samples',
    claiming({ iat: String(NOW), exp: String(NOW + MINUTE) }),
  ),
  good('`exp` a day after `iat`', SOURCES.guide, claiming({ exp: NOW + DAY })),
  good('`iat` a minute ahead of our clock', 'ours: clocks differ', claiming({ iat: NOW + MINUTE })),
  good('`sub`, `acl` and `nbf` beside them', SOURCES.guide, claiming({ sub: 'ada', acl: { paths: {} }, nbf: NOW })),
  bad('no credentials', SOURCES.errors, ''),
  bad('an unknown scheme', SOURCES.errors, 'Digest abc'),
  bad('a scheme alone', SOURCES.errors, 'Bearer'),
  bad('a wrong secret', SOURCES.errors, basic(ACCOUNT.apiKey, 'account-secres')),
  bad('a wrong key', SOURCES.errors, basic('abcd1235')),
  bad('an empty secret', SOURCES.errors, basic(ACCOUNT.apiKey, '')),
  bad('Basic that is no base64 of a pair', 'RFC 7617', 'Basic !!!!'),
  bad('both kinds of credentials', SOURCES.errors, `${basic()}, Bearer ${token()}`, 'multiple-auth-methods'),
  bad('a token by another key', SOURCES.guide, `Bearer ${token({}, OTHER_KEY)}`),
  bad('a token of another application', SOURCES.guide, claiming({ application_id: 'other' })),
  bad('a token of no application', SOURCES.guide, claiming({ application_id: undefined })),
  bad('HS256 with the public key', BEARER, `Bearer ${signedWithPublicKey()}`),
  bad('`alg: none`', BEARER, `Bearer ${NONE}.${claims}.`),
  bad('`alg: none` with a signature', BEARER, `Bearer ${NONE}.${claims}.${signature}`),
  bad('other claims than were signed', BEARER, `Bearer ${header}.${part({ iat: NOW })}.${signature}`),
  bad('claims that are no JSON', BEARER, `Bearer ${header}.${part('x')}.${signature}`),
  bad('no token', BEARER, 'Bearer token'),
  bad('a token that has expired', SOURCES.guide, claiming({ exp: NOW - 1 })),
  bad('a token that expires now', SOURCES.guide, claiming({ exp: NOW })),
  bad('an `exp` that has passed, as a text', SOURCES.guide, claiming({ exp: String(NOW - 1) })),
  bad('`exp` in milliseconds', 'the vendor’s CLI 1.2.4', claiming({ exp: (NOW + 15 * MINUTE) * 1000 })),
  bad('`exp` more than a day after `iat`', SOURCES.guide, claiming({ exp: NOW + DAY + 1 })),
  bad('`exp` that is no time', SOURCES.guide, claiming({ exp: 'tomorrow' })),
  bad('`exp` of null', SOURCES.guide, claiming({ exp: null })),
  bad('no `exp`, 16 min after `iat`', SOURCES.guide, claiming({ iat: NOW - 16 * MINUTE })),
  bad('no `iat`', SOURCES.guide, claiming({ iat: undefined, exp: NOW + MINUTE })),
  bad('`iat` that is no time', SOURCES.guide, claiming({ iat: 'now' })),
  bad('`iat` in milliseconds', SOURCES.guide, claiming({ iat: NOW * 1000 })),
  bad('`iat` 61 s ahead', 'ours', claiming({ iat: NOW + 61 })),
  bad('`nbf` 61 s ahead', SOURCES.guide, claiming({ nbf: NOW + 61 })),
]
