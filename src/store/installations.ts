import type { Clock } from '../clock.ts'
import type { Database } from './database.ts'

/** A sealed installation, as the store keeps it. */
export interface InstallationRow {
  /** Of the workspace, or of the organisation where it is installed in all of it. */
  id: string
  sealed: string
}

/** Keeps where the Slack app is installed; it can't read what it keeps. */
export function createInstallationStore({ kysely }: Database, { clock }: { clock: Clock }) {
  const rows = kysely.selectFrom('slack_installations').select(['id', 'sealed'])
  return {
    async save({ id, sealed }: InstallationRow): Promise<void> {
      const now = clock.now()
      await kysely
        .insertInto('slack_installations')
        .values({ id, sealed, created_at: now, updated_at: now })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ sealed, updated_at: now }))
        .execute()
    },

    find: (id: string): Promise<InstallationRow | undefined> => rows.where('id', '=', id).executeTakeFirst(),

    /** The workspace's own, else that of its organisation. */
    async findOfTeam(teamId: string): Promise<InstallationRow | undefined> {
      const enterprise = kysely.selectFrom('slack_teams').select('enterprise_id').where('id', '=', teamId)
      const found = await rows.where((eb) => eb.or([eb('id', '=', teamId), eb('id', '=', enterprise)])).execute()
      return found.find(({ id }) => id === teamId) ?? found[0]
    },

    list: (): Promise<InstallationRow[]> => rows.orderBy('id').execute(),

    /** Puts the same installation, sealed anew, in the place of what it was, unless that has changed since. */
    async reseal({ id, sealed: from }: InstallationRow, sealed: string): Promise<void> {
      await kysely
        .updateTable('slack_installations')
        .set({ sealed })
        .where('id', '=', id)
        .where('sealed', '=', from)
        .execute()
    },

    /** Unless it was saved after `savedUntil`. @returns whether it did */
    async remove(id: string, savedUntil: number): Promise<boolean> {
      const { numDeletedRows } = await kysely
        .deleteFrom('slack_installations')
        .where('id', '=', id)
        .where('updated_at', '<=', savedUntil)
        .executeTakeFirst()
      return numDeletedRows > 0n
    },

    /** The organisation that a workspace was noted to belong to. */
    async organisationOf(teamId: string): Promise<string | undefined> {
      const team = await kysely
        .selectFrom('slack_teams')
        .select('enterprise_id')
        .where('id', '=', teamId)
        .executeTakeFirst()
      return team?.enterprise_id
    },

    /** Remembers which organisation a workspace belongs to. */
    async noteTeam(teamId: string, enterpriseId: string): Promise<void> {
      await kysely
        .insertInto('slack_teams')
        .values({ id: teamId, enterprise_id: enterpriseId })
        .onConflict((conflict) => conflict.column('id').doUpdateSet({ enterprise_id: enterpriseId }))
        .execute()
    },
  }
}
