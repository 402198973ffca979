import type { ListedWorkflow, WorkflowQuery } from '../engine/ports.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import type { Database } from './database.ts'
import { withChannel } from './workflow-channels.ts'

/** The engine's workflows that are asked for, newest first; never more than `limit`. */
export async function listWorkflows(
  { kysely }: Database,
  { client, status, channel, after, limit }: WorkflowQuery,
): Promise<ListedWorkflow[]> {
  let query = kysely
    .selectFrom('workflows')
    .select(['uuid', 'status', 'created_at', 'messages', 'sandbox'])
    .where('origin', '=', 'engine')
  if (client !== undefined) query = query.where('client', '=', client)
  if (status !== undefined) query = query.where('status', '=', status)
  if (channel !== undefined) query = query.where('channels', 'like', withChannel(channel))
  if (after) {
    query = query.where((eb) => eb(eb.refTuple('created_at', 'uuid'), '<', eb.tuple(after.createdAt, after.uuid)))
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('uuid', 'desc').limit(limit).execute()
  return rows.map((row) => ({
    uuid: row.uuid,
    status: row.status as ListedWorkflow['status'],
    createdAt: row.created_at,
    messages: JSON.parse(row.messages) as WorkflowMessage[],
    ...(row.sandbox === 1 ? { sandbox: true as const } : {}),
  }))
}
