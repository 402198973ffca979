import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { workflowBody } from './bodies.ts'
import { ACCOUNT, namesIn, type RoutesWorld, startRoutes } from './route-world.ts'
import type { WireAnswer, WireRequest } from './wire-row.ts'
import { WIRE_TABLE } from './wire-table.ts'

let world: RoutesWorld
beforeAll(async () => {
  world = await startRoutes()
})
afterAll(async () => {
  expect(world.errors).toEqual([])
  await world.stop()
})

describe.each(WIRE_TABLE)('$title', ({ rows }) => {
  test.each(rows)('$what', async ({ request, answer }) => {
    if (request.after === undefined) return checkRow(world, request, answer)
    const limited = await startRoutes({ account: ACCOUNT, hasApplication: true, requestsPerSecond: request.after })
    for (let i = 0; i < request.after; i++) expect((await limited.post()).status).toBe(202)
    limited.created.length = 0
    await checkRow(limited, request, answer)
    await limited.stop()
  })
})

test('no row says what another says', () => {
  const said = WIRE_TABLE.flatMap(({ rows }) => rows.map(({ what }) => what))
  expect(said.filter((what, i) => said.indexOf(what) !== i)).toEqual([])
})

async function checkRow(routes: RoutesWorld, request: WireRequest, expected: WireAnswer): Promise<void> {
  const { body = workflowBody(), path, method, headers } = request
  const given = { ...(path ? { path } : {}), ...(method ? { method } : {}), ...(headers ? { headers } : {}) }
  const { status, answer, headers: answered } = await routes.post(body, given)
  expect(status, JSON.stringify(answer)).toBe(expected.status)
  const [messages] = routes.created.splice(0)
  if ('taken' in expected) {
    expect(Object.keys(answer)).toHaveLength(1)
    expect(messages).toHaveLength(expected.taken.length)
    expect(messages).toMatchObject([...expected.taken])
    return
  }
  expect(messages).toBeUndefined()
  expect(answered.get('content-type')).toBe('application/problem+json')
  expect(answered.get('x-nexmo-trace-id')).toBe(answer.instance)
  expect(answer).toMatchObject({ title: expect.any(String), detail: expect.any(String) })
  expect(JSON.stringify(answer)).not.toContain(ACCOUNT.apiSecret)
  if ('names' in expected) checkNames(answer, expected.names ?? [])
  if ('type' in expected) expect(answer.type).toMatch(new RegExp(`#${expected.type}$`))
  checkHeaders(status, answered)
}

/** Title and detail are as recorded from the vendor's own service. */
function checkNames(answer: Record<string, unknown>, names: readonly string[]): void {
  expect(namesIn(answer)).toEqual(names)
  expect(answer).toMatchObject({
    title: "Your request parameters didn't validate.",
    detail: `Found errors validating ${names.length} of your submitted parameters.`,
  })
}

/** Source: RFC 9110, 11.6.1, 10.2.1 and 10.2.3. */
function checkHeaders(status: number, headers: Headers): void {
  expect(headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer, Basic realm="Workflows API"' : null)
  expect(headers.get('retry-after')).toBe(status === 429 ? '1' : null)
  if (status === 405) expect(headers.get('allow')?.split(', ')).toContain('POST')
  else expect(headers.get('allow')).toBeNull()
}
