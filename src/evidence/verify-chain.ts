import { eventDigest, genesisLink, nextLink, saltedDigest } from './chain.ts'
import type { EvidenceExport, ExportedEvent } from './export-schema.ts'
import { type Finding, failed, notChecked, ok } from './finding.ts'

/** Checks the plan's personal part; what is open of it is bound by the chain's beginning. */
export function checkPlan({ plan }: EvidenceExport): Finding[] {
  if (plan.digest === null) return [notChecked('plan', 'its addresses and texts were saved before there was a chain')]
  if (plan.personal === null) return [notChecked('plan', 'its addresses and texts were redacted')]
  const { salt, messages } = plan.personal
  const isSame = salt !== null && saltedDigest(salt, messages) === plan.digest
  return [isSame ? ok('plan', 'its addresses and texts are those of its digest') : failed('plan', 'it was changed')]
}

/** Checks that each event is the one that was linked, that none is missing, and that the head is the last. */
export function checkChain(evidence: EvidenceExport): Finding[] {
  const { events, head, plan, workflowUuid } = evidence
  const findings = events.flatMap(checkDigest)
  const sandbox = evidence.sandbox === true
  let link = genesisLink({ workflowUuid, sandbox, plan: plan.messages, planDigest: plan.digest })
  for (const [i, event] of events.entries()) {
    const where = `event ${i + 1}`
    if (event.seq !== i + 1) findings.push(failed(where, `it has the number ${event.seq}: one is missing or moved`))
    if (event.digest === null || event.link === null) continue
    const expected = nextLink(link, { ...event, digest: event.digest })
    if (event.link !== expected) findings.push(failed(where, 'its link is not that of it and of what was before it'))
    link = event.link
  }
  if (head.link !== link) findings.push(failed('head', 'its link is not the last one of the chain'))
  if (head.lastSeq !== events.length) findings.push(failed('head', `it counts ${head.lastSeq} events`))
  const unchained = events.filter((event) => event.link === null).map(({ seq }) => seq)
  if (unchained.join() !== head.unchained.join())
    findings.push(failed('head', 'its list of unlinked events is another'))
  if (findings.some(({ level }) => level === 'failed')) return findings
  return [ok('events', `${events.length - unchained.length} events, each linked to the one before`), ...findings]
}

function checkDigest({ seq, digest, link, personal }: ExportedEvent): Finding[] {
  const where = `event ${seq}`
  if (digest === null || link === null) {
    if (digest === null && link === null && personal === null) {
      return [notChecked(where, 'it was saved before there was a chain: nothing proves it')]
    }
    return [failed(where, 'its link or its digest is missing')]
  }
  if (personal === null)
    return [notChecked(where, 'its personal part was redacted; all else of it is proved by its link')]
  if (eventDigest(personal.salt, personal.data, personal.receipt) === digest) return []
  return [failed(where, 'its personal part is not that of its digest')]
}
