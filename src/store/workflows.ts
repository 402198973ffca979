import type { Submitter, WorkflowStore } from '../engine/ports.ts'
import { decideAt, sendAt } from '../failover/deadline.ts'
import type { WorkflowState } from '../failover/state.ts'
import type { TimeLimits, Workflow, WorkflowMessage } from '../failover/workflow.ts'
import type { Database } from './database.ts'
import {
  changeWorkflow,
  insertWorkflow,
  type ProgressColumns,
  readWorkflowRow,
  type StoreOptions,
  type WorkflowRow,
} from './workflow-rows.ts'

/** Keeps the engine's workflows. */
export function createWorkflowStore(database: Database, options: StoreOptions): WorkflowStore {
  const { kysely } = database
  return {
    create: ({ uuid, key, submitter, workflow, facts }) =>
      kysely.transaction().execute(async (transaction) => {
        const row = {
          uuid,
          origin: 'engine' as const,
          key: key ?? null,
          client: submitter?.client ?? null,
          api: submitter?.api ?? null,
          messages: JSON.stringify(workflow.messages),
          limits: JSON.stringify(workflow.limits),
          ...progressColumns(workflow),
        }
        if (await insertWorkflow(transaction, row, facts, options)) return uuid
        const query = transaction.selectFrom('workflows').select('uuid').where('key', '=', row.key)
        return (await query.executeTakeFirstOrThrow()).uuid
      }),

    change: (uuid, decide) =>
      changeWorkflow(database, options, { uuid, origin: 'engine' }, (row, receipts) => {
        const { workflow, ...change } = decide(readWorkflow(row), receipts)
        return { ...change, columns: progressColumns(workflow) }
      }),

    async read(uuid) {
      const found = await readWorkflowRow(database, uuid, 'engine')
      return found && { uuid, ...readSubmitter(found.row), workflow: readWorkflow(found.row), facts: found.facts }
    },
  }
}

/** What the loop and the lists read of a workflow without reading its state. */
function progressColumns(workflow: Workflow): ProgressColumns {
  return {
    state: JSON.stringify(workflow.state),
    status: workflow.state.outcome?.status ?? 'running',
    due_at: decideAt(workflow) ?? null,
    send_at: sendAt(workflow) ?? null,
    urgency: workflow.state.current > 0 ? 1 : 0,
  }
}

function readWorkflow(row: WorkflowRow): Workflow {
  return {
    messages: JSON.parse(row.messages) as WorkflowMessage[],
    limits: JSON.parse(row.limits) as TimeLimits,
    state: JSON.parse(row.state) as WorkflowState,
  }
}

function readSubmitter({ client, api }: WorkflowRow): { submitter?: Submitter } {
  return client === null ? {} : { submitter: { client, api: api === 'dispatch' ? 'dispatch' : 'workflows' } }
}
