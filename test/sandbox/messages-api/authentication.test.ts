import { createHmac } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { account, application, basicAuthorization, bearerAuthorization, otherPrivateKey } from './api-client.ts'
import { startWorld, type World } from './world.ts'

let world: World
beforeEach(async () => {
  world = await startWorld()
})
afterEach(() => world.stop())

const iat = Math.floor(Date.now() / 1000)
const hour = 3600

test.each([
  ['a JWT of the application', bearerAuthorization()],
  ['a JWT with an exp in digits, as printed in the vendor samples', bearerAuthorization({ exp: String(iat + hour) })],
  ['the key and secret of the account', basicAuthorization],
])('accepts %s', async (_name, Authorization) => {
  expect((await world.sms({}, { Authorization })).status).toBe(202)
})

test.each([
  ['no credentials', ''],
  ['a wrong secret', `Basic ${Buffer.from(`${account.apiKey}:wrong`).toString('base64')}`],
  ['a JWT of another key', bearerAuthorization({}, otherPrivateKey)],
  ['a JWT of another application', bearerAuthorization({ application_id: 'another' })],
  ['a JWT without jti', bearerAuthorization({ jti: undefined })],
  ['a JWT without iat', bearerAuthorization({ iat: undefined, exp: iat + hour })],
  ['an expired JWT', bearerAuthorization({ iat: iat - hour, exp: iat - 1 })],
  ['a JWT without exp, 15 minutes after iat', bearerAuthorization({ iat: iat - 901 })],
  ['a JWT that would live for more than a day', bearerAuthorization({ exp: iat + 25 * hour })],
  ['a JWT with exp in milliseconds', bearerAuthorization({ exp: (iat + hour) * 1000 })],
  [
    'a JWT signed with the public key as a shared secret',
    `Bearer ${hs256({ application_id: application.id, iat, jti: 'one' })}`,
  ],
])('refuses %s with the documented 401', async (_name, Authorization) => {
  const { status, answer, headers } = await world.sms({}, { Authorization })
  expect(status).toBe(401)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  expect(answer).toMatchObject({ title: 'You did not provide correct credentials.' })
  expect(answer.type).toMatch(/#unathorized$/)
  expect(world.api.messages()).toEqual([])
})

/** As an attacker would build it, who knows the public key only. */
function hs256(claims: object): string {
  const base64url = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const signed = `${base64url({ alg: 'HS256', typ: 'JWT' })}.${base64url(claims)}`
  return `${signed}.${createHmac('sha256', application.publicKeyPem).update(signed).digest('base64url')}`
}
