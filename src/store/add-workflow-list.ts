import type { Kysely } from 'kysely'
import type { Channel } from '../failover/channel.ts'
import { channelsColumn } from './workflow-channels.ts'

/** What is read of the rows that are there already. */
export interface Before {
  workflows: { uuid: string; messages: string; channels: string | null }
}

/** Rows that are filled at a time. */
const PAGE = 500

/** Workflows are listed newest first, all of them or those of one client, and found by their channels. */
export async function addWorkflowList(db: Kysely<unknown>): Promise<void> {
  const columns = ['created_at', 'uuid']
  await db.schema.createIndex('workflows_created').on('workflows').columns(columns).execute()
  await db.schema
    .createIndex('workflows_client_created')
    .on('workflows')
    .columns(['client', ...columns])
    .execute()
  await db.schema.alterTable('workflows').addColumn('channels', 'text').execute()
  await fillChannels(db as Kysely<Before>)
}

/** Fills the column of the rows that have none. */
export async function fillChannels(db: Kysely<Before>): Promise<void> {
  let after: string | undefined = ''
  while (after !== undefined) after = await fillPage(db, after)
}

/** @returns the last one of a full page. */
async function fillPage(db: Kysely<Before>, after: string): Promise<string | undefined> {
  const page = db.selectFrom('workflows').select(['uuid', 'messages']).where('channels', 'is', null)
  const rows = await page.where('uuid', '>', after).orderBy('uuid').limit(PAGE).execute()
  for (const { uuid, messages } of rows) {
    const channels = channelsColumn(JSON.parse(messages) as { channel: Channel }[])
    await db.updateTable('workflows').set({ channels }).where('uuid', '=', uuid).execute()
  }
  return rows.length === PAGE ? rows.at(-1)?.uuid : undefined
}
