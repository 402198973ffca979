import type { NotificationList, Viewer } from '../bot/bot.ts'
import type { NotificationStory } from '../bot/notification.ts'
import type { Database } from './database.ts'
import { createNotificationStore, readNotification } from './notifications.ts'
import type { StoreOptions } from './workflow-rows.ts'

type Requester = Pick<Viewer, 'teamId' | 'userId'>

/** Finds notifications for those who may see them. */
export function createNotificationList(database: Database, options: StoreOptions): NotificationList {
  const { read } = createNotificationStore(database, options)

  function visibleTo({ teamId, userId, conversationId }: Viewer) {
    return database.kysely
      .selectFrom('notifications')
      .leftJoin('workflows', 'workflows.uuid', 'notifications.workflow_uuid')
      .select('notifications.id')
      .where('team_id', '=', teamId)
      .where((eb) => eb.or([eb('requester_id', '=', userId), eb('conversation_id', '=', conversationId)]))
  }

  async function storiesOf(rows: readonly { id: string }[]): Promise<NotificationStory[]> {
    const stories = await Promise.all(rows.map(({ id }) => read(id)))
    return stories.filter((story) => story !== undefined)
  }

  const newestFirst = (viewer: Viewer) =>
    visibleTo(viewer).orderBy('notifications.created_at', 'desc').orderBy('notifications.id')

  const askedBy = ({ teamId, userId }: Requester) =>
    newestFirst({ teamId, userId, conversationId: userId }).where('requester_id', '=', userId)

  return {
    async find(viewer, idStart, limit) {
      const isSo = newestFirst(viewer).where('notifications.id', 'like', `${idStart}%`)
      return storiesOf(await isSo.limit(limit).execute())
    },

    async latest(viewer) {
      const mine = await newestFirst(viewer).where('requester_id', '=', viewer.userId).limit(1).execute()
      const rows = mine.length > 0 ? mine : await newestFirst(viewer).limit(1).execute()
      return (await storiesOf(rows))[0]
    },

    async running(viewer, limit) {
      const isRunning = newestFirst(viewer).where((eb) =>
        eb.or([
          eb('submission', 'in', ['saved', 'submitting']),
          eb.and([eb('submission', '=', 'created'), eb('workflows.status', '=', 'running')]),
        ]),
      )
      return storiesOf(await isRunning.limit(limit).execute())
    },

    async ended(requester, limit) {
      const hasEnded = askedBy(requester).where((eb) =>
        eb.or([
          eb('submission', 'in', ['refused', 'unknown', 'withdrawn']),
          eb.and([eb('submission', '=', 'created'), eb('workflows.status', '<>', 'running')]),
        ]),
      )
      return storiesOf(await hasEnded.limit(limit).execute())
    },

    async recent(requester, limit) {
      return storiesOf(await askedBy(requester).limit(limit).execute())
    },

    async since(teamId, at, exceptKey) {
      const rows = await database.kysely
        .selectFrom('notifications')
        .selectAll()
        .where('team_id', '=', teamId)
        .where('created_at', '>=', at)
        .where('key', '<>', exceptKey ?? '')
        .orderBy('created_at', 'desc')
        .orderBy('id')
        .execute()
      return rows.map(readNotification)
    },
  }
}
