import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workflowBody } from './bodies.ts'
import { ACCOUNT, basic, NOW_SECONDS, type RoutesWorld, startRoutes, token } from './route-world.ts'

let world: RoutesWorld
beforeAll(async () => {
  world = await startRoutes()
})
afterAll(async () => {
  expect(world.errors).toEqual([])
  await world.stop()
})

describe('401', () => {
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

test.each([
  ['exp', { exp: (NOW_SECONDS + 60) * 1000 }],
  ['iat', { iat: NOW_SECONDS * 1000 }],
  ['nbf', { nbf: NOW_SECONDS * 1000 }],
])('%s in milliseconds is refused with a reason that says so', async (claim, claims) => {
  const { status, answer } = await world.post(workflowBody(), { headers: { authorization: `Bearer ${token(claims)}` } })
  expect(status).toBe(401)
  expect(answer.detail).toBe(`The ${claim} claim must be a time in seconds since 1970, not in milliseconds.`)
})

test('where no application is set up, no token is good', async () => {
  const other = await startRoutes({ account: ACCOUNT, hasApplication: false })
  expect((await other.post()).status).toBe(401)
  expect((await other.post(workflowBody(), { headers: { authorization: basic() } })).status).toBe(202)
  await other.stop()
})
