import { createHash } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { takeInReceipts } from '../../src/engine/take-in-receipts.ts'
import type { WorkflowEvent } from '../../src/failover/event.ts'
import type { StatusReport } from '../../src/failover/report.ts'
import { transition } from '../../src/failover/transition.ts'
import type { NewReceipt } from '../../src/store/receipts.ts'
import { at } from '../failover/workflows.ts'
import { createWorkflow, type StoreWorld } from '../store/world.ts'

/** With which the provider signs in these tests. */
export const SIGNATURE_SECRET = 'signature-secret-of-the-tests'

/** Something that must be gone after a redaction: who the messages go to, and what they say. */
export const PERSONAL = ['447700900000', 'The lift is out of order.', 'U0ADA', 'provider-uuid', 'Barred: 4477'] as const

/** A status webhook as the provider sends and signs it. */
export function aSignedReceipt(
  report: Partial<StatusReport> & { messageUuid: string },
  receivedAt: number,
): NewReceipt {
  const status = report.status ?? 'delivered'
  const body = JSON.stringify({ message_uuid: report.messageUuid, to: '447700900000', status, at: receivedAt })
  const dedupeKey = createHash('sha256').update(body).digest('hex')
  const claims = { iat: Math.floor(receivedAt / 1000), payload_hash: dedupeKey }
  const token = jwt.sign(claims, SIGNATURE_SECRET, { algorithm: 'HS256' })
  return { dedupeKey, body, token, receivedAt, report: { type: 'status', status, ...report } }
}

/** Applies an event on top of the receipts, as the engine does. */
export async function apply(world: StoreWorld, uuid: string, event: WorkflowEvent): Promise<void> {
  await world.workflows.change(uuid, (before, receipts) => {
    const draft = takeInReceipts(before, receipts)
    const { workflow, facts } = transition(draft.workflow, event)
    const dated = facts.map((fact) => ({ at: event.at, fact }))
    return { ...draft, workflow, facts: [...draft.facts, ...dated], result: undefined }
  })
}

/**
 * Viber is refused by a receipt with the provider's words, somebody wants to cancel while the SMS is being handed over,
 * and it goes out. @returns the workflow's uuid.
 */
export async function tellStory(world: StoreWorld): Promise<string> {
  const uuid = await createWorkflow(world)
  const provider = (name: string) => `provider-uuid-${name}-${uuid}`
  await apply(world, uuid, { type: 'attempt', at: at(0) })
  await apply(world, uuid, { type: 'accepted', at: at(1), index: 0, attempt: 1, messageUuid: provider('1') })
  const failure = { code: '1340', title: 'Barred: 447700900000' }
  const first = aSignedReceipt(
    { messageUuid: provider('1'), status: 'rejected', workflowUuid: uuid, failure, providerAt: at(2) },
    at(3),
  )
  await world.receipts.save([first])
  await apply(world, uuid, { type: 'tick', at: at(4) })
  await apply(world, uuid, { type: 'attempt', at: at(5) })
  await apply(world, uuid, { type: 'cancel', at: at(6), by: 'U0ADA' })
  await apply(world, uuid, { type: 'accepted', at: at(7), index: 1, attempt: 1, messageUuid: provider('2') })
  await world.receipts.save([aSignedReceipt({ messageUuid: provider('2') }, at(9))])
  await apply(world, uuid, { type: 'tick', at: at(10) })
  return uuid
}
