import { openDatabase } from '../../src/store/database.ts'
import type { World } from './world.ts'

/** Stops the product, and reads all rows of the tables that tell what happened. */
export async function readRows(world: World) {
  await world.stopApp()
  return readRowsOf(world.databaseUrl)
}

/** The same of a database that nobody has open. */
export async function readRowsOf(databaseUrl: string) {
  const database = await openDatabase(databaseUrl)
  try {
    const { kysely } = database
    return {
      workflows: await kysely.selectFrom('workflows').selectAll().execute(),
      events: await kysely.selectFrom('events').selectAll().orderBy('seq').execute(),
      receipts: await kysely.selectFrom('receipts').selectAll().orderBy('id').execute(),
      notifications: await kysely.selectFrom('notifications').selectAll().execute(),
    }
  } finally {
    await database.close()
  }
}

export type Rows = Awaited<ReturnType<typeof readRowsOf>>
