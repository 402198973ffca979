import { type DatedFact, RECEIPT_TRIES, type UnreadReceipt } from '../engine/ports.ts'
import { type ObservedEvent, type ObservedWorkflow, observe } from '../failover/observe.ts'
import type { Report } from '../failover/report.ts'
import type { BotDependencies } from './bot.ts'

/** Takes in what was heard of a workflow that a hosted API runs (rule 11). */
export function createHostedWorkflowHandler({
  observed,
  alerts,
  clock,
}: Pick<BotDependencies, 'observed' | 'alerts' | 'clock'>) {
  return async function handleHostedWorkflow(uuid: string): Promise<void> {
    let parked: UnreadReceipt[] = []
    await observed.change(uuid, (workflow, receipts) => {
      const change = takeIn(workflow, receipts, clock.now())
      parked = receipts.filter(({ id, tries }) => tries + 1 === RECEIPT_TRIES && change.unmatched.includes(id))
      return change
    })
    for (const { id } of parked) alerts.receiptParked({ receiptId: id, workflowUuid: uuid })
  }
}

function takeIn(before: ObservedWorkflow, receipts: readonly UnreadReceipt[], now: number) {
  let workflow = before
  const facts: DatedFact[] = []
  const read: number[] = []
  const unmatched: number[] = []
  for (const { id, key, report, receivedAt } of receipts) {
    const event = eventOf(report)
    const made = event && observe(workflow, event)
    if (made) workflow = made.workflow
    for (const fact of made?.facts ?? []) {
      const dated = { at: receivedAt, receiptKey: key, fact }
      facts.push(report.providerAt === undefined ? dated : { ...dated, providerAt: report.providerAt })
    }
    const list = made && !made.unmatched ? read : unmatched
    list.push(id)
  }
  const made = observe(workflow, { type: 'tick', at: now })
  facts.push(...made.facts.map((fact) => ({ at: now, fact })))
  return { observed: made.workflow, facts, read, unmatched }
}

function eventOf(report: Report): ObservedEvent | undefined {
  if (report.type === 'final report') {
    return { type: 'final report', status: report.status, ...(report.usage ? { usage: report.usage } : {}) }
  }
  const { messageUuid, status, channel, to, failure, usage } = report
  if (channel === undefined || to === undefined) return undefined
  return {
    type: 'status',
    messageUuid,
    channel,
    to,
    status,
    ...(failure ? { failure } : {}),
    ...(usage ? { usage } : {}),
  }
}
