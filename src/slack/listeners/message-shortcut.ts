import type { App, MessageShortcut } from '@slack/bolt'
import { teamOf } from '../team-of.ts'
import { draftAbout } from '../views/draft-about.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { openFormOrTell } from './open-form-or-tell.ts'

/** *Notify about this*, from a message's menu: its text and address are taken along, and its place. */
export function registerMessageShortcut(app: App, dependencies: ListenerDependencies): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: 'notify_about_message' },
    async ({ ack, shortcut, respond }) => {
      await ack()
      const { trigger_id: triggerId, team, user, channel, message } = shortcut
      const thread = threadOf(message)
      const place = { conversationId: channel.id, ts: message.ts, ...thread }
      const request = {
        triggerId,
        teamId: teamOf(shortcut),
        userId: user.id,
        conversationId: channel.id,
        ...thread,
        draft: draftAbout(message.text ?? '', team === null ? undefined : { domain: team.domain, ...place }),
      }
      await openFormOrTell(request, dependencies, (text) => respond({ response_type: 'ephemeral', text }))
    },
  )
}

/** Slack's types leave open what else a message carries. */
function threadOf(message: { [field: string]: unknown }): { threadTs?: string } {
  const { thread_ts: threadTs } = message
  return typeof threadTs === 'string' ? { threadTs } : {}
}
