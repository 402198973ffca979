import type { App } from '@slack/bolt'
import type { ReportBug } from '../../bugs.ts'
import type { Workspaces } from '../workspaces.ts'

/** Milliseconds: Slack says in whole seconds when something happened. */
const EVENT_TIME_UNIT_MS = 1000

/** The app was removed, or its token revoked: its workflows go on, and their cards are given up. */
export function registerUninstalled(app: App, { forget }: Pick<Workspaces, 'forget'>, reportBug: ReportBug): void {
  const forgetSource = async (
    {
      isEnterpriseInstall,
      enterpriseId,
      teamId,
    }: { isEnterpriseInstall: boolean; enterpriseId?: string; teamId?: string },
    { event_time: eventTime }: { event_time: number },
  ) => {
    const id = isEnterpriseInstall ? enterpriseId : teamId
    // All of that second: what was saved in it is what was removed in it, as far as anybody can tell.
    if (id !== undefined) await forget(id, (eventTime + 1) * EVENT_TIME_UNIT_MS - 1)
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
