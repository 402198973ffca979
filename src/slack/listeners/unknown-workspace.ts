import type { App, ViewOutput } from '@slack/bolt'
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
  const answer = { response_type: 'ephemeral' as const, text: notInstalledWords(installUrl, true) }
  app.use(async (args) => {
    if (args.context.isUnknownWorkspace !== true) return args.next()
    if ('command' in args) return args.ack(answer)
    if ('view' in args && args.body.type === 'view_submission') return args.ack(stillOpen(args.body.view, installUrl))
    if ('ack' in args && typeof args.ack === 'function') await args.ack()
    // In a form there is nothing to answer to, whatever the type says; its submission is answered.
    if ('action' in args && typeof args.respond === 'function')
      await args.respond({ ...answer, replace_original: false })
  })
}

/** A form that was sent stays open, so that what was typed is not lost. */
function stillOpen({ blocks }: ViewOutput, installUrl: string) {
  const field = blocks.find(({ type }) => type === 'input')?.block_id ?? ''
  return { response_action: 'errors' as const, errors: { [field]: notInstalledWords(installUrl, false) } }
}
