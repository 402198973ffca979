import type { App } from '@slack/bolt'
import type { ReportBug } from '../../bugs.ts'
import type { Workspaces } from '../workspaces.ts'

/** Milliseconds: Slack says in whole seconds when something happened. */
const EVENT_TIME_UNIT_MS = 1000

/** Whose removal it is; Bolt leaves null what Slack says to be null. */
interface RemovedFrom {
  isEnterpriseInstall: boolean
  enterpriseId?: string | null
  teamId?: string | null
}

/** The app was removed, or its token revoked: its workflows go on, and their cards are given up. */
export function registerUninstalled(app: App, { forget }: Pick<Workspaces, 'forget'>, reportBug: ReportBug): void {
  const forgetSource = async (
    { isEnterpriseInstall, enterpriseId, teamId }: RemovedFrom,
    { event_time: eventTime }: { event_time: number },
  ) => {
    // An organisation's removal can come without its authorizations; it then names the organisation and no workspace.
    const id = isEnterpriseInstall ? enterpriseId : (teamId ?? enterpriseId)
    // All of that second: what was saved in it is what was removed in it, as far as anybody can tell.
    if (id) await forget(id, (eventTime + 1) * EVENT_TIME_UNIT_MS - 1)
  }
  app.event('app_uninstalled', async ({ context, body }) => {
    try {
      await forgetSource(context, body)
    } catch (error) {
      reportBug(error, 'the event app_uninstalled')
    }
  })
  app.event('tokens_revoked', async ({ context, body, event }) => {
    try {
      if ((event.tokens.bot ?? []).length > 0) await forgetSource(context, body)
    } catch (error) {
      reportBug(error, 'the event tokens_revoked')
    }
  })
}
