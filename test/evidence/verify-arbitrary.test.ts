import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { redactExport } from '../../src/evidence/export.ts'
import type { EvidenceExport } from '../../src/evidence/export-schema.ts'
import { verifyEvidence } from '../../src/evidence/verify.ts'
import { type SignedStory, signStory } from './signed-story.ts'
import { SIGNATURE_SECRET } from './story.ts'

let story: SignedStory
beforeAll(async () => {
  story = await signStory()
})

const failures = (json: string) => story.found(json, 'failed')

test('what is not JSON is refused', () => {
  expect(failures('{')).toEqual(['file: it is not JSON'])
})

test('another format is refused', () => {
  const [version] = failures(JSON.stringify({ format: 'backstop-evidence/2' }))
  expect(version).toContain('expected "backstop-evidence/1"')
})

test('anything at all never makes the verifier throw, and is never proved', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (arbitrary) => {
      expect(failures(arbitrary)).not.toEqual([])
    }),
  )
})

test('what is nearly an export never makes the verifier throw', () => {
  const value = fc.oneof(fc.jsonValue(), fc.string(), fc.constantFrom('a.b.c', 'bnVsbA.bnVsbA.x', '00', -1, 1e308))
  const ways = fc.constantFrom(...leavesOf(story.signed))
  fc.assert(
    fc.property(ways, value, (way, leaf) => {
      verifyEvidence(withLeaf(story.signed, way, leaf), { signatureSecrets: [SIGNATURE_SECRET] })
      verifyEvidence(withLeaf(redactExport(story.signed), way, leaf))
    }),
    { numRuns: 500 },
  )
})

test('JSON that is nested too deeply to be hashed is refused', () => {
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
  const forged = story.text.replace('"reason": "failed"', `"reason": ${deep}`)
  expect(forged).not.toBe(story.text)
  expect(failures(forged)).toEqual(['file: it is nested too deeply to be an export'])
})

/** The ways to all values that hold no others. */
function leavesOf(value: unknown, way: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [way]
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, [...way, key]))
}

function withLeaf(original: EvidenceExport, way: readonly string[], leaf: unknown): string {
  const replace = (value: unknown, [key, ...rest]: readonly string[]): unknown => {
    if (key === undefined) return leaf
    if (Array.isArray(value)) return value.map((item, i) => (String(i) === key ? replace(item, rest) : item))
    if (typeof value !== 'object' || value === null) return value
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [name, name === key ? replace(item, rest) : item]),
    )
  }
  return JSON.stringify(replace(original, way))
}
