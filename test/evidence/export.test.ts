import { expect, test } from 'vitest'
import { evidenceCsv } from '../../src/evidence/csv.ts'
import { evidenceJson, exportEvidence, redactExport } from '../../src/evidence/export.ts'
import { factWords } from '../../src/evidence/words.ts'
import { at } from '../failover/workflows.ts'
import { present, signStory } from './signed-story.ts'

test('an export says in its first line that it is of a sandbox, and is proved to be', async () => {
  const { text, found, signed } = await signStory({ sandbox: true })
  expect(text.split('\n')[1]).toBe('  "sandbox": true,')
  expect(found(text, 'failed')).toEqual([])
  expect(found(text, 'ok')).toContain('file: it is marked: made in a sandbox, and nothing in it is a real delivery')
  const [header = '', first = ''] = evidenceCsv(signed).split('\r\n')
  expect([header.split(',')[0], first.split(',')[0]]).toEqual(['"sandbox"', '"SANDBOX"'])
})

test('without a key an export says that it is unsigned', async () => {
  const { recorded } = await signStory()
  const evidence = exportEvidence(recorded, { exportedAt: at(100) })
  expect(evidence.head.signature).toBe('unsigned')
  expect(JSON.parse(evidenceJson(evidence))).toMatchObject({ format: 'backstop-evidence/1', head: { lastSeq: 10 } })
})

test('the CSV tells the story in words, with both clocks and the receipts', async () => {
  const { signed } = await signStory()
  const rows = evidenceCsv(signed).split('\r\n')
  expect(rows).toHaveLength(12)
  expect(rows[0]).toBe('"seq","at","provider at","type","message","channel","words","receipt","link"')
  const receipt = signed.receipts[0]?.personal?.key
  expect(rows[4]).toBe(
    `"4","2023-11-14T22:13:23.000Z","2023-11-14T22:13:22.000Z","receipt","1","Viber",` +
      `"Receipt: rejected (advanced): Barred: 447700900000 [1340]","${receipt}","${signed.events[3]?.link}"`,
  )
  expect(rows[5]).toContain('"Message 2 is next: it failed"')
  expect(rows[7]).toContain('"Cancelled by U0ADA while message 2 was being handed over"')
})

test('the CSV of a redacted export names nobody', async () => {
  const { signed } = await signStory()
  const csv = evidenceCsv(redactExport(signed))
  expect(csv).not.toMatch(/447700900000|U0ADA/)
  expect(csv).toContain('"Cancelled by redacted while message 2 was being handed over"')
})

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1'])(
  'a cell %j is no formula to a spreadsheet',
  async (text) => {
    const { signed } = await signStory()
    present(signed.events[4]).type = text
    expect(evidenceCsv(signed)).toContain(`"'${text}"`)
  },
)

test('quotes, commas and line ends in a cell stay in it', async () => {
  const { signed } = await signStory()
  present(present(signed.events[6]).personal).data.by = 'a "b",\r\nc'
  expect(evidenceCsv(signed)).toContain('"Cancelled by a ""b"",\r\nc while message 2')
})

test.each([
  [{ type: 'postponed', index: 0, attempt: 1, reason: 'rate limit', retryAt: at(1) }, /too many requests/],
  [{ type: 'held', index: 0, attempt: 1, reason: 'credit', retryAt: at(1) }, /out of credit; next try 2023/],
  [{ type: 'not listening', from: at(0), to: at(9) }, /from 2023-11-14T22:13:20.000Z to 2023-11-14T22:13:29.000Z/],
  [{ type: 'refused', index: 0, attempt: 1, failure: { title: 't', parameters: ['to: bad'] } }, /t: to: bad$/],
  [{ type: 'skip requested', by: 'U1', index: 0 }, /^Skipped by U1$/],
  [{ type: 'unanswered', index: 0, attempt: 1, deadlineAt: at(9) }, /^Maybe sent/],
  [
    {
      type: 'ended',
      status: 'cancelled',
      reason: 'cancelled',
      handedOver: 'yes',
      usage: [{ currency: 'EUR', price: '0.1' }],
    },
    /^Ended as cancelled: it was cancelled; the message .* went out; cost 0.1 EUR$/,
  ],
] as const)('%j is told with its reason', (fact, words) => {
  const copy = 'usage' in fact ? { ...fact, usage: [...fact.usage] } : fact
  if (copy.type === 'refused') {
    expect(factWords({ ...copy, failure: { ...copy.failure, parameters: [...copy.failure.parameters] } })).toMatch(
      words,
    )
  } else expect(factWords(copy)).toMatch(words)
})
