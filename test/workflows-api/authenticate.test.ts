import { request } from 'node:http'
import jwt from 'jsonwebtoken'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workflowBody } from './bodies.ts'
import {
  ACCOUNT,
  APPLICATION_ID,
  basic,
  NOW_SECONDS,
  OTHER_KEY,
  PUBLIC_KEY,
  type RoutesWorld,
  startRoutes,
  token,
} from './route-world.ts'

let world: RoutesWorld
beforeAll(async () => {
  world = await startRoutes()
})
afterAll(async () => {
  expect(world.errors).toEqual([])
  await world.stop()
})

const NOW = NOW_SECONDS
const MINUTE = 60
const DAY = 24 * 60 * 60

function part(value: unknown): string {
  return Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url')
}

/** A token whose signature is an HMAC with the text of the public key, which is known to everybody. */
function signedWithPublicKey(): string {
  const pem = PUBLIC_KEY.export({ type: 'spki', format: 'pem' }).toString()
  return jwt.sign({ application_id: APPLICATION_ID, iat: NOW }, pem, { algorithm: 'HS256' })
}

const [, claims = '', signature = ''] = token().split('.')

describe('401', () => {
  test.each([
    ['no credentials', ''],
    ['an unknown scheme', 'Digest abc'],
    ['a scheme alone', 'Bearer'],
    ['a wrong secret', basic(ACCOUNT.apiKey, 'account-secres')],
    ['a wrong key', basic('abcd1235')],
    ['an empty secret', basic(ACCOUNT.apiKey, '')],
    ['Basic that is no base64 of a pair', 'Basic !!!!'],
    ['a token by another key', `Bearer ${token({}, OTHER_KEY)}`],
    ['a token of another application', `Bearer ${token({ application_id: 'other' })}`],
    ['a token of no application', `Bearer ${token({ application_id: undefined })}`],
    ['HS256 with the public key', `Bearer ${signedWithPublicKey()}`],
    ['alg none', `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${claims}.`],
    ['alg none with a signature', `Bearer ${part({ alg: 'none', typ: 'JWT' })}.${claims}.${signature}`],
    ['other claims than were signed', `Bearer ${token().split('.')[0]}.${part({ iat: NOW })}.${signature}`],
    ['claims that are no JSON', `Bearer ${part({ alg: 'RS256', typ: 'JWT' })}.${part('x')}.${signature}`],
    ['no token', 'Bearer token'],
    ['a token that has expired', `Bearer ${token({ exp: NOW - 1 })}`],
    ['a token that expires now', `Bearer ${token({ exp: NOW })}`],
    ['exp in milliseconds', `Bearer ${token({ exp: (NOW + 15 * MINUTE) * 1000 })}`],
    ['exp more than a day after iat', `Bearer ${token({ exp: NOW + DAY + 1 })}`],
    ['exp that is no time', `Bearer ${token({ exp: 'tomorrow' })}`],
    ['exp of null', `Bearer ${token({ exp: null })}`],
    ['an exp that has passed, as a text', `Bearer ${token({ exp: String(NOW - 1) })}`],
    ['no exp, 16 minutes after iat', `Bearer ${token({ iat: NOW - 16 * MINUTE })}`],
    ['no iat', `Bearer ${token({ iat: undefined, exp: NOW + MINUTE })}`],
    ['an iat that is no time', `Bearer ${token({ iat: 'now' })}`],
    ['an iat in milliseconds', `Bearer ${token({ iat: NOW * 1000 })}`],
    ['an iat that is 61 s ahead', `Bearer ${token({ iat: NOW + 61 })}`],
    ['both in one header', `${basic()}, Bearer ${token()}`],
  ])('for %s', async (_name, authorization) => {
    const { status, answer, headers } = await world.post(workflowBody(), { headers: { authorization } })
    expect(status).toBe(401)
    expect(answer).toMatchObject({ title: expect.any(String), instance: headers.get('x-nexmo-trace-id') })
    expect(headers.get('www-authenticate')).toMatch(/Bearer.*Basic/)
    expect(JSON.stringify(answer)).not.toContain(ACCOUNT.apiSecret)
    expect(world.created).toEqual([])
  })

  test('for both kinds in two headers, in the words of the vendor', async () => {
    const body = JSON.stringify(workflowBody())
    const answer = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const authorizations = [basic(), `Bearer ${token()}`].flatMap((value) => ['authorization', value])
      const headers = ['host', 'x', 'content-type', 'application/json', 'connection', 'close', ...authorizations]
      const outgoing = request(`${world.url}/beta/workflows`, { method: 'POST', headers }, (response) => {
        let text = ''
        response.on('data', (data) => {
          text += String(data)
        })
        response.on('end', () => resolve({ status: response.statusCode, text }))
      })
      outgoing.on('error', reject).end(body)
    })
    expect(answer.status).toBe(401)
    expect(JSON.parse(answer.text)).toMatchObject({
      type: 'https://developer.nexmo.com/api-errors#multiple-auth-methods',
      detail: 'Provide exactly one authentication method.',
    })
  })

  test('before anything is said about the body', async () => {
    const { status } = await world.post('{', { headers: { authorization: 'Bearer x' } })
    expect(status).toBe(401)
  })
})

describe('202', () => {
  test.each([
    ['Basic', basic()],
    ['a scheme in lower case', basic().replace('Basic', 'basic')],
    ['a token without exp', `Bearer ${token()}`],
    ['a token without exp, 14 minutes after iat', `Bearer ${token({ iat: NOW - 14 * MINUTE })}`],
    ['exp as a text, as the samples of the vendor have it', `Bearer ${token({ exp: String(NOW + 15 * MINUTE) })}`],
    ['exp a day after iat', `Bearer ${token({ exp: NOW + DAY })}`],
    ['an iat that is a minute ahead', `Bearer ${token({ iat: NOW + MINUTE })}`],
    ['more claims', `Bearer ${token({ sub: 'ada', acl: { paths: { '/*/messages/**': {} } } })}`],
  ])('for %s', async (_name, authorization) => {
    const { status } = await world.post(workflowBody(), { headers: { authorization } })
    expect(status).toBe(202)
    world.created.length = 0
  })
})

test('where no application is set up, no token is good', async () => {
  const other = await startRoutes({ account: ACCOUNT, hasApplication: false })
  expect((await other.post()).status).toBe(401)
  expect((await other.post(workflowBody(), { headers: { authorization: basic() } })).status).toBe(202)
  await other.stop()
})
