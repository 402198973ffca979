import { generateKeyPairSync } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { expect, test } from 'vitest'
import { createApiTokens, readPrivateKey } from '../../src/signing/api-jwt.ts'
import { authorizationHeader } from '../../src/signing/authorization.ts'

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

test('a token is RS256 and has application_id, iat, jti and exp 15 minutes later', () => {
  const token = createApiTokens({ applicationId: 'app', privateKey })()
  const { header, payload } = jwt.verify(token, publicKey, { algorithms: ['RS256'], complete: true })
  expect(header).toEqual({ alg: 'RS256', typ: 'JWT' })
  const { iat = 0, exp = 0, ...claims } = payload as jwt.JwtPayload
  expect(claims).toEqual({ application_id: 'app', jti: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(exp - iat).toBe(900)
})

test('a token is kept for the requests that follow', () => {
  const tokens = createApiTokens({ applicationId: 'app', privateKey })
  expect(tokens()).toBe(tokens())
})

test('a PEM is read where it is an RSA key, and only then', () => {
  const pem = privateKey.export({ type: 'pkcs1', format: 'pem' }).toString()
  expect(readPrivateKey(pem).equals(privateKey)).toBe(true)
  const { privateKey: ed25519 } = generateKeyPairSync('ed25519')
  expect(() => readPrivateKey(ed25519.export({ type: 'pkcs8', format: 'pem' }).toString())).toThrow(/not an RSA key/)
  expect(() => readPrivateKey('no key')).toThrow()
})

test('with an application requests carry its token, without one the account is named by Basic', () => {
  const account = { apiKey: 'abcd1234', apiSecret: 'se:cret' }
  expect(authorizationHeader({ application: { id: 'app', privateKey }, account })()).toMatch(/^Bearer [\w-]+\./)
  expect(authorizationHeader({ account })()).toBe(`Basic ${Buffer.from('abcd1234:se:cret').toString('base64')}`)
})
