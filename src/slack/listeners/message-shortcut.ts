import type { App, MessageShortcut } from '@slack/bolt'
import { callSlack } from '../call-outcome.ts'
import { permalinkOf } from '../permalink.ts'
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
      const teamId = teamOf(shortcut)
      const place = { conversationId: channel.id, ts: message.ts, ...thread }
      const about = (permalink: string | undefined) => draftAbout(message.text ?? '', permalink)
      const request = {
        triggerId,
        teamId,
        userId: user.id,
        conversationId: channel.id,
        ...thread,
        // An app of a whole organisation is not told the workspace's domain, of which the address can be made.
        draft: team
          ? about(permalinkOf({ domain: team.domain, ...place }))
          : async () => about(await askPermalink({ teamId, ...place }, dependencies)),
      }
      await openFormOrTell(request, dependencies, (text) => respond({ response_type: 'ephemeral', text }))
    },
  )
}

/** The message's address as Slack says it; none where the bot does not see the message. */
async function askPermalink(
  { teamId, conversationId, ts }: { teamId: string; conversationId: string; ts: string },
  { clientsOf }: ListenerDependencies,
): Promise<string | undefined> {
  const asked = await callSlack(async () => {
    const { interactive } = await clientsOf(teamId)
    return interactive.chat.getPermalink({ channel: conversationId, message_ts: ts })
  })
  return asked.type === 'done' ? asked.value.permalink : undefined
}

/** Slack's types leave open what else a message carries. */
function threadOf(message: { [field: string]: unknown }): { threadTs?: string } {
  const { thread_ts: threadTs } = message
  return typeof threadTs === 'string' ? { threadTs } : {}
}
