import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson, eventDigest, genesisLink, newSalt, nextLink } from '../../src/evidence/chain.ts'
import { redactState, splitFact } from '../../src/evidence/personal.ts'

const EVENT = { seq: 1, at: 5, providerAt: null, type: 'failover', data: { index: 0 }, digest: 'd' }
const GENESIS = { workflowUuid: 'w', sandbox: false, plan: [{ channel: 'sms' }], planDigest: 'p' }

describe('canonical JSON', () => {
  test('has the names in order, however deep, and leaves out what is undefined', () => {
    expect(canonicalJson({ b: [{ z: 1, a: null }], a: 'ü\n', c: undefined })).toBe(
      '{"a":"ü\\n","b":[{"a":null,"z":1}]}',
    )
  })

  test('is the same for what JSON gives back, in any order of names', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(JSON.parse(JSON.stringify(reversed)))).toBe(canonicalJson(value))
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })
})

test.each<[string, Partial<typeof EVENT>]>([
  ['number', { seq: 2 }],
  ['instant', { at: 6 }],
  ['type', { type: 'ended' }],
  ['data', { data: { index: 1 } }],
  ['digest', { digest: 'e' }],
])('another %s of an event is another link', (_name, change) => {
  expect(nextLink('before', { ...EVENT, ...change })).not.toBe(nextLink('before', EVENT))
})

test('the same event after another one is another link', () => {
  expect(nextLink('before', EVENT)).not.toBe(nextLink('other', EVENT))
})

test.each<[string, Partial<typeof GENESIS>]>([
  ['workflow', { workflowUuid: 'x' }],
  ['mark', { sandbox: true }],
  ['plan', { plan: [{ channel: 'mms' }] }],
  ['digest of the plan', { planDigest: 'q' }],
])('another %s is another genesis', (_name, change) => {
  expect(genesisLink({ ...GENESIS, ...change })).not.toBe(genesisLink(GENESIS))
})

test('the same personal part has another digest each time, so that nobody can guess it', () => {
  const digests = Array.from({ length: 20 }, () => eventDigest(newSalt(), { by: 'U1' }, null))
  expect(new Set(digests).size).toBe(20)
})

test('a fact is split into its story and what leads to a person', () => {
  expect(splitFact({ index: 1, by: 'U1', failure: { title: 't' }, messageUuid: 'm', during: undefined })).toEqual({
    open: { index: 1 },
    personal: { by: 'U1', failure: { title: 't' }, messageUuid: 'm' },
  })
})

test('a redacted state keeps its shape', () => {
  const state = {
    cancel: { by: 'U1', at: 5 },
    messages: [{ attempts: [{ number: 1, messageUuid: 'm', failure: {} }] }],
  }
  expect(redactState(state)).toEqual({
    cancel: { by: 'redacted', at: 5 },
    messages: [{ attempts: [{ number: 1 }] }],
  })
})
