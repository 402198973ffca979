import type { App } from '@slack/bolt'
import type { Config } from '../../config.ts'
import { INSTALL_PATH } from '../install-doors.ts'
import { notInstalledWords } from '../words/install.ts'

/**
 * What comes from a workspace that the app was removed from is answered and goes no further: Slack switches the events
 * of an app off, in all workspaces, that refuses too many. Source: Slack, Events API, failure limits.
 */
export function registerUnknownWorkspace(app: App, { access }: Config['slack']): void {
  if (access.type !== 'several workspaces') return
  const installUrl = `${access.publicUrl}${INSTALL_PATH}`
  app.use(async (args) => {
    if (args.context.isUnknownWorkspace !== true) return args.next()
    if ('command' in args) {
      await args.ack({ response_type: 'ephemeral', text: notInstalledWords(installUrl) })
    } else if ('ack' in args && typeof args.ack === 'function') {
      await args.ack()
    }
  })
}
