import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { outline } from '../workflows-api/schema-outline.ts'
import { CLAUSES } from './clauses.ts'
import { schemaOf } from './patch.ts'
import { isFound, published } from './specification.ts'

const NAME = 'dispatch-0.3.3.yml'
const found = isFound(NAME)
const folder = new URL('../', import.meta.url)

/** What the tests and their tables are written in; not the clauses themselves, which only name them. */
const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts') && !/clauses?(\.test)?\.ts$/.test(path))
  .map((path) => readFileSync(new URL(path, folder), 'utf8'))

/** Whether this is written somewhere as a whole text, as the names of tests are. */
function isWritten(name: string): boolean {
  return ["'", '"', '`'].some((quote) => sources.some((text) => text.includes(quote + name + quote)))
}

describe.each(CLAUSES)('$title', ({ clauses, schema }) => {
  test('each test that is named exists', () => {
    const named = clauses.flatMap(({ tests }) => tests)
    expect(named.filter((name) => !isWritten(name))).toEqual([])
  })

  if (schema === undefined) return

  test.runIf(found)('each property of the specification is in a clause, and no other', () => {
    const specification = published(NAME)
    const described = outline(specification, schema).keys()
    // An error's title is required there, and described nowhere.
    const { required = [] } = schemaOf(specification, schema)
    const listed = clauses.flatMap(({ properties }) => properties)
    expect([...listed].sort()).toEqual([...new Set([...described, ...required])].sort())
  })
})

test('a test that does not exist is found out', () => {
  expect(isWritten(['a test', 'of no file'].join(' '))).toBe(false)
})
