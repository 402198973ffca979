import { onTestFinished } from 'vitest'
import { createEngine, type EngineDependencies } from '../../src/engine/engine.ts'
import { createDueWorkflowHandler } from '../../src/engine/handle-due-workflow.ts'
import type { RevokeOutcome, SendOutcome, WorkflowStory } from '../../src/engine/ports.ts'
import { parseClientRef } from '../../src/failover/client-ref.ts'
import type { Fact } from '../../src/failover/fact.ts'
import type { Report, StatusReport } from '../../src/failover/report.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { openDatabase } from '../../src/store/database.ts'
import { LIMITS } from '../failover/workflows.ts'
import { aReceipt, createStoreWorld, MESSAGES } from '../store/world.ts'

/** A request that the scripted Messages API got. */
export interface Sent {
  message: WorkflowMessage
  clientRef: string
}

/** A number that stands for any certain failure. */
export const FAILURE = { code: '1150', title: 'Invalid params' }

/** The engine on an empty database, with a Messages API that answers what a test says, else that it accepts. */
export async function startEngine({ latestAbsence = () => undefined }: Partial<EngineDependencies> = {}) {
  const database = await openDatabase(':memory:')
  onTestFinished(() => database.close())
  const stores = createStoreWorld(database)
  const { clock } = stores
  const outcomes: (SendOutcome | (() => SendOutcome | Promise<SendOutcome>))[] = []
  const sent: Sent[] = []
  const revocations: (RevokeOutcome | (() => Promise<RevokeOutcome>))[] = []
  const revoked: string[] = []
  const held: number[] = []
  const alerts: string[] = []
  const dependencies: EngineDependencies = {
    store: stores.workflows,
    messagesApi: {
      async send(message, clientRef) {
        sent.push({ message, clientRef })
        const next = outcomes.shift() ?? { type: 'accepted', messageUuid: `uuid-${sent.length}` }
        return typeof next === 'function' ? next() : next
      },
      async revoke(messageUuid) {
        revoked.push(messageUuid)
        const next = revocations.shift() ?? { type: 'revoked' }
        return typeof next === 'function' ? next() : next
      },
    },
    budget: {
      async hold(until) {
        held.push(until)
      },
    },
    alerts: {
      sendingHeld: ({ reason }) => alerts.push(`held: ${reason}`),
      receiptParked: ({ receiptId }) => alerts.push(`parked: ${receiptId}`),
    },
    clock,
    limits: LIMITS,
    latestAbsence,
  }
  const engine = createEngine(dependencies)
  const handle = createDueWorkflowHandler(dependencies)

  async function story(uuid: string): Promise<WorkflowStory> {
    const read = await engine.read(uuid)
    if (!read) throw new Error(`no workflow ${uuid}`)
    return read
  }

  return {
    ...stores,
    engine,
    handle,
    sent,
    revoked,
    held,
    alerts,
    /** What the next sends come to. */
    script: (...next: typeof outcomes) => outcomes.push(...next),
    /** What taking messages back comes to, instead of that it is done. */
    scriptRevocations: (...next: typeof revocations) => revocations.push(...next),
    story,
    /** Saves a workflow: Viber, and an SMS when that is not read in ten minutes. */
    async create(messages: WorkflowMessage[] = MESSAGES, key?: string): Promise<string> {
      const created = await engine.create(messages, key)
      if ('problems' in created) throw new Error(JSON.stringify(created.problems))
      return created.uuid
    },
    /** Everything that has happened, by its type. */
    async factTypes(uuid: string): Promise<Fact['type'][]> {
      return (await story(uuid)).facts.map(({ fact }) => fact.type)
    },
    async lastFact(uuid: string): Promise<Fact | undefined> {
      return (await story(uuid)).facts.at(-1)?.fact
    },
    /** Has a webhook come, now. */
    async receive(report: Report): Promise<void> {
      await stores.receipts.save([aReceipt(report, clock.at)])
    },
    /** What a receipt of a send says. */
    receiptOf({ clientRef }: Sent, status: string, changes: Partial<StatusReport> = {}): StatusReport {
      return { type: 'status', messageUuid: 'from-receipt', status, ...parseClientRef(clientRef), ...changes }
    },
    /** Lets time pass. */
    advance(seconds: number): void {
      clock.at += seconds * 1000
    },
  }
}

export type EngineWorld = Awaited<ReturnType<typeof startEngine>>

/** The request that was made at this place. */
export function sentAt({ sent }: EngineWorld, place: number): Sent {
  const found = sent[place]
  if (!found) throw new Error(`only ${sent.length} messages were sent`)
  return found
}
