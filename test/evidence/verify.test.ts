import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { evidenceJson, exportEvidence, redactExport } from '../../src/evidence/export.ts'
import type { EvidenceExport } from '../../src/evidence/export-schema.ts'
import { fingerprintOf } from '../../src/evidence/signing-key.ts'
import { at } from '../failover/workflows.ts'
import { changed, present, type SignedStory, signStory } from './signed-story.ts'

const other = generateKeyPairSync('ed25519')

let story: SignedStory
beforeAll(async () => {
  story = await signStory()
})

test('with the secret and the key an export is proved, and nothing is left unchecked', () => {
  expect(story.found(story.text, 'failed')).toEqual([])
  expect(story.found(story.text, 'not checked')).toEqual([])
  expect(story.found(story.text, 'ok')).toEqual([
    'file: it has the form of an export',
    'file: it is not marked as made in a sandbox',
    'plan: its addresses and texts are those of its digest',
    'events: 10 events, each linked to the one before',
    'receipts: 2 receipts, each the one that its hash says',
    'receipt 1: it is signed with the signature secret',
    'receipt 2: it is signed with the signature secret',
    'events: our clock never goes back',
    'event 9: it is the only final report',
    `head: it is signed with the given key ${fingerprintOf(story.publicKey)}`,
  ])
})

test('without the secret and the key it says what was not checked', () => {
  expect(story.found(story.text, 'failed', {})).toEqual([])
  expect(story.found(story.text, 'not checked', {})).toEqual([
    "receipts: the provider's signatures: this needs the signature secret",
    "head: whose key that is: compare it with the operator's, or give the operator's public key",
  ])
})

test('white space is no change', () => {
  expect(story.found(JSON.stringify(story.signed), 'failed')).toEqual([])
})

describe('what was changed is found', () => {
  test('any character, wherever it is', () => {
    const place = fc.nat({ max: story.text.length - 1 })
    const character = fc.oneof(
      fc.constantFrom(...'0123456789abcdefA"\\ ,:{}[]-+.=_'),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    )
    fc.assert(
      fc.property(place, character, (i, letter) => {
        const forged = story.text.slice(0, i) + letter + story.text.slice(i + 1)
        fc.pre(forged.replaceAll(/\s/g, '') !== story.text.replaceAll(/\s/g, '') || forged.length !== story.text.length)
        expect(story.found(forged, 'failed')).not.toEqual([])
      }),
      { numRuns: 1500 },
    )
  })

  test.each<[string, (copy: EvidenceExport) => void, string]>([
    [
      'an event is left out',
      (copy) => copy.events.splice(4, 1),
      'event 5: it has the number 6: one is missing or moved',
    ],
    ['the last event is left out', (copy) => copy.events.splice(9, 1), 'head: it counts 10 events'],
    [
      'a reason',
      (copy) => (present(copy.events[4]).data.reason = 'skipped'),
      'event 5: its link is not that of it and of what was before it',
    ],
    [
      'who clicked',
      (copy) => (present(present(copy.events[6]).personal).data.by = 'U0BOB'),
      'event 7: its personal part is not that of its digest',
    ],
    ['an address', (copy) => (present(present(copy.plan.personal).messages[0]).to = '1'), 'plan: it was changed'],
    [
      'an expiry',
      (copy) => (present(copy.plan.messages[0]).failover = { expirySeconds: 15 }),
      'event 1: its link is not that of it and of what was before it',
    ],
    ['a receipt is left out', (copy) => copy.receipts.splice(1, 1), 'event 10: its receipt is missing'],
    [
      'a receipt is there twice',
      (copy) => copy.receipts.push(present(copy.receipts[0])),
      'head: its list of receipts is another',
    ],
    [
      'a body',
      (copy) => (present(present(copy.receipts[0]).personal).body = '{}'),
      'receipt 1: its body is not that of its hash',
    ],
    [
      'a token',
      (copy) => (present(present(copy.receipts[0]).personal).token = 'x'),
      "receipt 1: the provider's signature on it is not good: forged",
    ],
    [
      'a redaction is undone by other words',
      (copy) => (present(copy.events[6]).personal = { salt: '00', data: {}, receipt: null }),
      'event 7: its personal part is not that of its digest',
    ],
    [
      'the mark of a sandbox',
      (copy) => (copy.sandbox = true),
      'event 1: its link is not that of it and of what was before it',
    ],
    [
      'the workflow',
      (copy) => (copy.workflowUuid = 'other'),
      'event 1: its link is not that of it and of what was before it',
    ],
    ['when it was exported', (copy) => (copy.head.exportedAt += 1), 'head: its signature is not of this head'],
    [
      'an event made one of before the chain',
      (copy) => Object.assign(present(copy.events[9]), { digest: null, link: null, personal: null }),
      'head: its list of unlinked events is another',
    ],
    [
      'the signature is taken off',
      (copy) => (copy.head.signature = 'unsigned'),
      'head: it is not signed: whoever can write the file can have made all of it',
    ],
  ])('%s', (_name, change, finding) => {
    expect(story.found(changed(story.signed, change), 'failed')).toContain(finding)
  })

  test('the key of somebody else who made all of it anew', () => {
    const forged = evidenceJson(exportEvidence(story.recorded, { exportedAt: at(100), signingKey: other.privateKey }))
    const fingerprint = fingerprintOf(other.publicKey)
    expect(story.found(forged, 'failed')).toEqual([
      `head: it is signed with another key than the given one: ${fingerprint}`,
    ])
    expect(story.found(forged, 'ok', {})).toContain(
      `head: it is signed with the key ${fingerprint}, which it carries itself`,
    )
  })

  test('a name that occurs twice, of which two programs could read two things', () => {
    const forged = story.text.replace('"seq": 1,', '"seq": 7,\n      "seq": 1,')
    expect(story.found(forged, 'failed')).toEqual(['file: it is not written as an export is'])
  })
})

describe('a redacted export', () => {
  test('is proved but for what is gone, and names nobody', () => {
    const redacted = evidenceJson(redactExport(story.signed))
    expect(redacted).not.toMatch(/447700900000|lift|U0ADA|provider-uuid/)
    expect(story.found(redacted, 'failed')).toEqual([])
    expect(story.found(redacted, 'ok')).toContain('events: 10 events, each linked to the one before')
    expect(story.found(redacted, 'not checked')).toContain(
      'event 4: its personal part was redacted; all else of it is proved by its link',
    )
  })

  test('can be redacted in part', () => {
    const part = changed(story.signed, (copy) => {
      present(copy.events[6]).personal = null
      present(copy.receipts[0]).personal = null
    })
    expect(story.found(part, 'failed')).toEqual([])
    expect(story.found(part, 'not checked')).toEqual([
      'event 7: its personal part was redacted; all else of it is proved by its link',
      'receipt 1: it was redacted',
      'event 4: its receipt was redacted',
    ])
  })

  test('is still found to be changed, whichever event is', () => {
    const redacted = redactExport(story.signed)
    fc.assert(
      fc.property(
        fc.nat({ max: story.signed.events.length - 1 }),
        fc.constantFrom('at', 'type', 'providerAt', 'data', 'digest' as const),
        (i, field) => {
          const forged = changed(redacted, (copy) => {
            const event = present(copy.events[i])
            if (field === 'at') event.at += 1
            if (field === 'type') event.type += 'x'
            if (field === 'providerAt') event.providerAt = 1
            if (field === 'data') event.data.index = 7
            if (field === 'digest') event.digest = '0'.repeat(64)
          })
          expect(story.found(forged, 'failed')).not.toEqual([])
        },
      ),
    )
  })
})
