import { createHash, generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import jwt from 'jsonwebtoken'
import { describe, expect, test } from 'vitest'
import {
  bearerToken,
  hashOf,
  SIGNATURE_AGE_SECONDS_MAX,
  SIGNATURE_AHEAD_SECONDS_MAX,
  signatureKey,
  verifyWebhook,
} from '../../src/signing/webhook-signature.ts'

const SECRET = 'signature-secret-of-32-characters'
const KEYS = [signatureKey(SECRET)]
const BODY = Buffer.from('{"status":"delivered","text":"é"}')
const NOW_SECONDS = 1_800_000_000
const NOW = NOW_SECONDS * 1000

/** The claims of a good signature; undefined takes one out. Source: Signed webhooks. */
function claims(changes: Record<string, unknown> = {}) {
  const payloadHash = createHash('sha256').update(BODY).digest('hex')
  return { iat: NOW_SECONDS, jti: 'one', iss: 'Vonage', payload_hash: payloadHash, api_key: 'abcd1234', ...changes }
}

function sign(changes: Record<string, unknown> = {}, secret = SECRET, algorithm: jwt.Algorithm = 'HS256'): string {
  return jwt.sign(JSON.stringify(claims(changes)), secret, { algorithm })
}

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

test('takes a body whose hash an HS256 token by the secret names', () => {
  expect(verifyWebhook(BODY, sign(), KEYS, NOW)).toBe('good')
})

describe('the age of a signature', () => {
  test.each([
    ['just made', 0, 'good'],
    ['as old as the vendor repeats, and an hour', SIGNATURE_AGE_SECONDS_MAX, 'good'],
    ['a second less than 25 hours old', 25 * 3600 - 1, 'good'],
    ['a second more than 25 hours old', 25 * 3600 + 1, 'too old'],
    ['5 minutes ahead', -SIGNATURE_AHEAD_SECONDS_MAX, 'good'],
    ['a second less than 5 minutes ahead', -5 * 60 + 1, 'good'],
    ['a second more than 5 minutes ahead', -5 * 60 - 1, 'from the future'],
  ])('of one that is %s', (_name, ageSeconds, verdict) => {
    expect(verifyWebhook(BODY, sign({ iat: NOW_SECONDS - ageSeconds }), KEYS, NOW)).toBe(verdict)
  })

  test.each([[undefined], ['1800000000'], [null]])('is not good where iat is %j', (iat) => {
    expect(verifyWebhook(BODY, sign({ iat }), KEYS, NOW)).not.toBe('good')
  })
})

describe('the body', () => {
  test('may not differ by a byte', () => {
    expect(verifyWebhook(Buffer.concat([BODY, Buffer.from(' ')]), sign(), KEYS, NOW)).toBe('other body')
  })

  test('is hashed as bytes: text that reads the same is another body', () => {
    const decomposed = Buffer.from(BODY.toString('utf8').normalize('NFD'))
    expect(verifyWebhook(decomposed, sign(), KEYS, NOW)).toBe('other body')
  })

  test('may be named by a hash in upper case', () => {
    expect(verifyWebhook(BODY, sign({ payload_hash: hashOf(BODY).toUpperCase() }), KEYS, NOW)).toBe('good')
  })

  test.each([[undefined], [''], [7], ['é'.repeat(64)], [hashOf(BODY).slice(0, 63)]])('is not named by %j', (hash) => {
    expect(verifyWebhook(BODY, sign({ payload_hash: hash }), KEYS, NOW)).toBe('other body')
  })
})

describe('a forged token', () => {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const [, payload = '', signature = ''] = sign().split('.')
  test.each([
    ['is by another secret', sign({}, 'another-secret-of-32-characters-')],
    ['is HS512', sign({}, SECRET, 'HS512')],
    ['is HS384', sign({}, SECRET, 'HS384')],
    ['is RS256', jwt.sign(JSON.stringify(claims()), privateKey, { algorithm: 'RS256' })],
    ['is of alg none', `${part({ alg: 'none', typ: 'JWT' })}.${payload}.`],
    ['is of alg none with a signature', `${part({ alg: 'none', typ: 'JWT' })}.${payload}.${signature}`],
    ['says of an HS512 signature that it is HS256', forgedHeader(sign({}, SECRET, 'HS512'))],
    ['has other claims than were signed', `${sign().split('.')[0]}.${part(claims({ jti: 'two' }))}.${signature}`],
    ['has claims that are no JSON', `${part({ alg: 'HS256', typ: 'JWT' })}.${part('not json')}.${signature}`],
    ['has a header that is no JSON', `${part('not json')}.${payload}.${signature}`],
    ['has claims that are a text', jwt.sign('"text"', SECRET)],
    ['is no JWT', 'one.two'],
    ['is empty', ''],
  ])('%s', (_name, token) => {
    expect(verifyWebhook(BODY, token, KEYS, NOW)).toBe('forged')
  })

  test('never throws, whatever the token', () => {
    const segment = fc.oneof(fc.string(), fc.base64String(), fc.json().map(part), fc.constant(part({ alg: 'HS256' })))
    const header = fc.oneof(segment, fc.constant(part({ alg: 'HS256', typ: 'JWT' })))
    fc.assert(
      fc.property(header, segment, segment, (...segments) => {
        expect(verifyWebhook(BODY, segments.join('.'), KEYS, NOW)).toBe('forged')
      }),
    )
  })
})

function forgedHeader(token: string): string {
  return [part({ alg: 'HS256', typ: 'JWT' }), ...token.split('.').slice(1)].join('.')
}

describe('while the secret is being rotated', () => {
  const keys = [signatureKey('the-new-secret-of-32-characters--'), signatureKey(SECRET)]

  test('both the new and the old one are good', () => {
    expect(verifyWebhook(BODY, sign({}, 'the-new-secret-of-32-characters--'), keys, NOW)).toBe('good')
    expect(verifyWebhook(BODY, sign(), keys, NOW)).toBe('good')
  })

  test('a third one is not', () => {
    expect(verifyWebhook(BODY, sign({}, 'a-third-secret-of-32-characters--'), keys, NOW)).toBe('forged')
  })

  test('the verdict on the claims is that of the key that fits', () => {
    expect(verifyWebhook(BODY, sign({ iat: 1 }), keys, NOW)).toBe('too old')
  })
})

test('no token is an unsigned webhook', () => {
  expect(verifyWebhook(BODY, undefined, KEYS, NOW)).toBe('unsigned')
})

test.each([
  [undefined, undefined],
  ['', undefined],
  ['Bearer', undefined],
  ['Bearer  ', undefined],
  ['Basic YTpi', undefined],
  ['Bearer a b', undefined],
  ['Bearer a.b.c', 'a.b.c'],
  ['bearer a.b.c', 'a.b.c'],
])('the token of the header %j is %j', (header, token) => {
  expect(bearerToken(header)).toBe(token)
})
