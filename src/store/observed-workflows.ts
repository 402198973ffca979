import type { ObservedWorkflowStore } from '../bot/ports.ts'
import type { ObservedWorkflow } from '../failover/observe.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import type { Database } from './database.ts'
import {
  changeWorkflow,
  insertWorkflow,
  type ProgressColumns,
  type StoreOptions,
  type WorkflowRow,
} from './workflow-rows.ts'

/** Keeps what is known of workflows that a hosted API runs, under the uuid that it gave them. */
export function createObservedWorkflowStore(database: Database, options: StoreOptions): ObservedWorkflowStore {
  return {
    create: (uuid, observed, facts) =>
      database.kysely.transaction().execute(async (transaction) => {
        const columns = { ...progressColumns(observed), due_at: options.clock.now() }
        const { messages } = observed
        const row = {
          uuid,
          origin: 'hosted' as const,
          key: null,
          client: null,
          api: null,
          messages: JSON.stringify(messages),
          limits: '{}',
        }
        await insertWorkflow(transaction, { ...row, ...columns }, facts, options)
      }),

    change: (uuid, decide) =>
      changeWorkflow(database, options, { uuid, origin: 'hosted' }, (row, receipts) => {
        const { observed, ...change } = decide(readObserved(row), receipts)
        return { ...change, columns: progressColumns(observed), result: undefined }
      }),
  }
}

function progressColumns(observed: ObservedWorkflow): ProgressColumns {
  const { messages: _messages, ...state } = observed
  return {
    state: JSON.stringify(state),
    status: observed.ended ? 'ended' : 'running',
    due_at: observed.ended ? null : observed.giveUpAt,
    send_at: null,
    urgency: 0,
  }
}

function readObserved(row: WorkflowRow): ObservedWorkflow {
  const state = JSON.parse(row.state) as Omit<ObservedWorkflow, 'messages'>
  return { ...state, messages: JSON.parse(row.messages) as WorkflowMessage[] }
}
