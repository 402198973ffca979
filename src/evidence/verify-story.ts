import type { EvidenceExport } from './export-schema.ts'
import { type Finding, failed, notChecked, ok } from './finding.ts'

/**
 * How much later than it happened something may be recorded, in milliseconds: a send is under way for up to 30 s, and
 * the clocks of replicas are up to 2 s apart.
 */
const RECORDED_LATE_MAX_MS = 32_000

/** What is dated by our clock when it is recorded; all else can be found out by a receipt, and has the receipt's time. */
const DATED_BY_CLOCK: ReadonlySet<string> = new Set([
  'attempt',
  'refused',
  'postponed',
  'held',
  'cancel requested',
  'skip requested',
  'not listening',
])

/** Checks what must be true of every workflow, whatever happened to it. */
export function checkStory({ events }: EvidenceExport): Finding[] {
  return [...checkClock(events), ...checkEnd(events)]
}

/** A receipt has the time at which it was received, which may be before what was decided while it lay unread. */
function checkClock(events: EvidenceExport['events']): Finding[] {
  let latest = Number.NEGATIVE_INFINITY
  const findings: Finding[] = []
  for (const { seq, at, type } of events) {
    if (DATED_BY_CLOCK.has(type) && at < latest - RECORDED_LATE_MAX_MS) {
      findings.push(failed(`event ${seq}`, `our clock goes back by ${latest - at} ms`))
    }
    latest = Math.max(latest, at)
  }
  return findings.length > 0 ? findings : [ok('events', 'our clock never goes back')]
}

/** Exactly one final report, and no send after it (rule 5). */
function checkEnd(events: EvidenceExport['events']): Finding[] {
  const ends = events.filter(({ type }) => type === 'ended')
  const [end] = ends
  if (!end) return [notChecked('events', 'the final report: the workflow had not ended')]
  if (ends.length > 1) return [failed(`event ${ends.at(-1)?.seq}`, 'it is a second final report')]
  const late = events.find(({ seq, type }) => type === 'attempt' && seq > end.seq)
  if (late) return [failed(`event ${late.seq}`, 'a send began after the final report')]
  return [ok(`event ${end.seq}`, 'it is the only final report')]
}
