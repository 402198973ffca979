import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { API_VERSION } from '../../src/workflows-api/openapi.ts'
import { OPERATIONS } from '../../src/workflows-api/operations.ts'
import { startApi } from './api-world.ts'
import { CASES } from './openapi-cases.ts'
import { DOCUMENT, DOCUMENTED, mistakesIn, type Part, partAt } from './openapi-document.ts'

/** Everything in the document that has this name, wherever it is. */
function allNamed(name: string, part: unknown = DOCUMENT): unknown[] {
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([key, value]) => [...(key === name ? [value] : []), ...allNamed(name, value)])
}

const components = Object.keys(partAt(DOCUMENT, 'components', 'schemas'))

describe('the document', () => {
  test('is served to everybody as it is, and can only be read', async () => {
    const world = await startApi()
    const { status, type, answer } = await world.ask({ client: 'nobody', path: '/openapi.json' })
    expect([status, type]).toEqual([200, 'application/json'])
    expect(answer).toEqual(DOCUMENT)
    expect((await world.ask({ method: 'POST', path: '/openapi.json' })).status).toBe(405)
  })

  test('is of the version that the package has', () => {
    const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
    expect(API_VERSION).toBe(version)
  })

  // Source: OpenAPI 3.1.0, 4.8: OpenAPI, Info, Paths, Operation, Parameter, Responses, Reference objects.
  test('has what OpenAPI 3.1 demands at its top', () => {
    expect(DOCUMENT.openapi).toMatch(/^3\.1\.\d+$/)
    expect(DOCUMENT.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
    const known = ['openapi', 'info', 'servers', 'security', 'paths', 'components']
    expect(Object.keys(DOCUMENT).filter((key) => !known.includes(key))).toEqual([])
    expect(Object.keys(partAt(DOCUMENT, 'paths')).filter((path) => !path.startsWith('/'))).toEqual([])
    expect(components.filter((name) => !/^[a-zA-Z0-9._-]+$/.test(name))).toEqual([])
  })

  test('names every operation once', () => {
    const ids = DOCUMENTED.map(({ operation }) => operation.operationId)
    expect(ids.filter((id) => typeof id !== 'string' || id === '')).toEqual([])
    expect(new Set(ids).size).toBe(ids.length)
  })

  test.each(DOCUMENTED)('$method $path is written as OpenAPI 3.1 demands', ({ path, operation }) => {
    const parameters = operation.parameters as Part[]
    const inPath = parameters.filter((parameter) => parameter.in === 'path')
    expect(inPath.map(({ name }) => name)).toEqual([...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => name))
    expect(inPath.filter(({ required }) => required !== true)).toEqual([])
    for (const { name, in: place, schema } of parameters) {
      expect([typeof name, ['path', 'query', 'header'].includes(String(place)), typeof schema]).toEqual([
        'string',
        true,
        'object',
      ])
    }
    expect(new Set(parameters.map(({ name, in: place }) => `${place} ${name}`)).size).toBe(parameters.length)
    for (const [status, response] of Object.entries(partAt(operation, 'responses'))) {
      expect(status).toMatch(/^[1-5]\d\d$/)
      expect(partAt(operation, 'responses', status).description).toEqual(expect.any(String))
      for (const media of Object.values((response as Part).content ?? {})) {
        expect(Object.keys(media as Part)).toEqual(['schema'])
      }
    }
  })

  test('refers to nothing that is not there, and has nothing that nobody refers to', () => {
    const refs = [...new Set(allNamed('$ref'))]
    expect(refs.sort()).toEqual(components.map((name) => `#/components/schemas/${name}`).sort())
  })

  test.each(components)('the schema %s is one of JSON Schema 2020-12', (name) => {
    expect(() => mistakesIn({}, { $ref: `#/components/schemas/${name}` })).not.toThrow()
    const { discriminator, nullable, ...rest } = partAt(DOCUMENT, 'components', 'schemas', name)
    // Words of OpenAPI 3.0 that 3.1 has no more.
    expect(nullable).toBeUndefined()
    expect(rest).not.toHaveProperty('$schema')
    expect(rest).not.toHaveProperty('$id')
  })
})

describe('the document and the routes', () => {
  test('have the same operations', () => {
    const uuidNames = { '/beta/workflows': 'workflow_uuid', '/v0.1/dispatch': 'dispatch_uuid' }
    const routed = Object.entries(uuidNames).flatMap(([base, uuidName]) =>
      Object.values(OPERATIONS).map(({ method, path }) => `${method} ${base}${path.replace('uuid', uuidName)}`),
    )
    expect(DOCUMENTED.map(({ method, path }) => `${method} ${path}`).sort()).toEqual(routed.sort())
  })

  test('have the same statuses: each that is documented is shown, and no other', () => {
    const documented = DOCUMENTED.flatMap(({ method, path, operation }) =>
      Object.keys(partAt(operation, 'responses')).map((status) => `${method} ${path} ${status}`),
    )
    const shown = CASES.map(({ method, path, status }) => `${method} ${path} ${status}`)
    expect([...new Set(shown)].sort()).toEqual(documented.sort())
  })

  test.each(CASES)('$method $path answers $status as documented: $name', async (shown) => {
    const world = await startApi(shown.options ?? {})
    const uuid = await world.post()
    await shown.before?.(world, uuid)
    const path = shown.path.replace(/\{.*\}/, uuid) + (shown.query ?? '')
    const answered = await world.ask({ ...shown.asked, method: shown.method, path })
    expect(answered.status, answered.text).toBe(Number(shown.status))
    const found = DOCUMENTED.find(({ method, path: of }) => method === shown.method && of === shown.path)
    const response = partAt(found?.operation, 'responses', shown.status)
    if (!response.content) return expect(answered.text).toBe('')
    const { schema } = partAt(response, 'content', answered.type)
    const value = answered.type.includes('json') ? answered.answer : answered.text
    expect(mistakesIn(value, schema as Part)).toBe('')
    const headers = Object.keys((response.headers as Part | undefined) ?? {})
    expect(headers.filter((name) => !answered.headers.has(name))).toEqual([])
    const isGood = answered.status < 300
    if (isGood) expect(mistakesInRequest(found?.operation, shown.asked?.body)).toBe('')
  })
})

/** What is wrong with a request's body by the document. */
function mistakesInRequest(operation: Part | undefined, body: unknown): string {
  if (!operation?.requestBody) return ''
  const { schema } = partAt(operation, 'requestBody', 'content', 'application/json')
  return mistakesIn(body, schema as Part)
}
