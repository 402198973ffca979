import type { NewWorkflow, Submitter, WorkflowStore } from '../engine/ports.ts'
import { decideAt, sendAt } from '../failover/deadline.ts'
import type { WorkflowState } from '../failover/state.ts'
import type { TimeLimits, Workflow, WorkflowMessage } from '../failover/workflow.ts'
import type { Database } from './database.ts'
import { purgeKeys, takeKey } from './idempotency-keys.ts'
import { listWorkflows } from './workflow-list.ts'
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
    create: (created) =>
      kysely.transaction().execute(async (transaction) => {
        const row = newRow(created)
        if (await insertWorkflow(transaction, row, created.facts, options)) return created.uuid
        const query = transaction.selectFrom('workflows').select('uuid').where('key', '=', row.key)
        return (await query.executeTakeFirstOrThrow()).uuid
      }),

    async createOnce(created, key) {
      const { uuid, submitter, facts } = created
      const now = options.clock.now()
      const answer = await kysely.transaction().execute(async (transaction) => {
        const taken = await takeKey(transaction, { ...key, client: submitter.client, workflowUuid: uuid, now })
        if (taken) return taken
        await insertWorkflow(transaction, newRow(created), facts, options)
        return { uuid }
      })
      // The workflow is saved: that old keys could not be removed must not look as if it weren't.
      await purgeKeys(database, now).catch(() => {})
      return answer
    },

    change: (uuid, decide) =>
      changeWorkflow(database, options, { uuid, origin: 'engine' }, (row, receipts) => {
        const { workflow, ...change } = decide(readWorkflow(row), receipts)
        return { ...change, columns: progressColumns(workflow) }
      }),

    async read(uuid) {
      const found = await readWorkflowRow(database, uuid, 'engine')
      if (!found) return undefined
      const { row, facts } = found
      const mark = row.sandbox === 1 ? { sandbox: true as const } : {}
      return { uuid, ...readSubmitter(row), workflow: readWorkflow(row), facts, ...mark }
    },

    list: (query) => listWorkflows(database, query),
  }
}

function newRow({ uuid, key, submitter, workflow }: NewWorkflow) {
  return {
    uuid,
    origin: 'engine' as const,
    key: key ?? null,
    client: submitter?.client ?? null,
    api: submitter?.api ?? null,
    messages: JSON.stringify(workflow.messages),
    limits: JSON.stringify(workflow.limits),
    ...progressColumns(workflow),
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
