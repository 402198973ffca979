import type { Fact } from '../failover/fact.ts'
import type { EvidenceExport, ExportedEvent } from './export-schema.ts'
import { REDACTED_FIELDS } from './personal.ts'
import { factWords, messageWords } from './words.ts'

const COLUMNS = ['seq', 'at', 'provider at', 'type', 'message', 'channel', 'words', 'receipt', 'link'] as const

/**
 * The timeline as CSV, one row for each event; the first column of a sandbox's is its mark. It is for reading: only the
 * JSON can be verified. Source: RFC 4180; what a spreadsheet would take for a formula begins with an apostrophe.
 */
export function evidenceCsv({ sandbox, plan, events }: EvidenceExport): string {
  const mark = (cell: string) => (sandbox ? [cell] : [])
  const rows = events.map((event) => [...mark('SANDBOX'), ...cells(event, plan.messages)])
  return [[...mark('sandbox'), ...COLUMNS], ...rows].map((row) => `${row.map(quoted).join(',')}\r\n`).join('')
}

function cells(event: ExportedEvent, plan: EvidenceExport['plan']['messages']): string[] {
  const { seq, at, providerAt, type, data, personal, link } = event
  const fact = { type, ...REDACTED_FIELDS[type], ...data, ...personal?.data } as Fact
  const index = 'index' in fact ? fact.index : undefined
  const { message, channel } = messageWords(index, plan)
  return [
    String(seq),
    new Date(at).toISOString(),
    providerAt === null ? '' : new Date(providerAt).toISOString(),
    type,
    message,
    channel,
    factWords(fact),
    personal?.receipt ?? '',
    link ?? '',
  ]
}

function quoted(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return `"${safe.replaceAll('"', '""')}"`
}
