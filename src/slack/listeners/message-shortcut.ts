import type { App, MessageShortcut } from '@slack/bolt'
import { permalinkOf } from '../permalink.ts'
import { cutText, plainTextOf } from '../plain-text.ts'
import type { FormDraft } from '../views/form-draft.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { openFormOrTell } from './open-form-or-tell.ts'

/** Characters of the form's text. Source: Slack, Block Kit, plain_text_input, max_length. */
const FORM_TEXT_MAX = 3000

/** *Notify about this*, from its menu: its text and address are taken along, and its place. */
export function registerMessageShortcut(app: App, dependencies: ListenerDependencies): void {
  app.shortcut<MessageShortcut>(
    { type: 'message_action', callback_id: 'notify_about_message' },
    async ({ ack, shortcut, respond }) => {
      await ack()
      const { trigger_id: triggerId, team, user, channel } = shortcut
      const threadTs = threadOf(shortcut)
      const request = {
        triggerId,
        teamId: team?.id ?? user.team_id ?? '',
        userId: user.id,
        conversationId: channel.id,
        ...(threadTs === undefined ? {} : { threadTs }),
        draft: draftAbout(shortcut),
      }
      await openFormOrTell(request, dependencies, (text) => respond({ response_type: 'ephemeral', text }))
    },
  )
}

/** No messages of its own: the form fills in the settings that this person used last. */
function draftAbout(shortcut: MessageShortcut): FormDraft {
  const { team, channel, message } = shortcut
  const threadTs = threadOf(shortcut)
  const text = plainTextOf(message.text ?? '').trim()
  if (team === null) return { text: cutText(text, FORM_TEXT_MAX), messages: [] }
  const place = { domain: team.domain, conversationId: channel.id, ts: message.ts }
  const permalink = permalinkOf({ ...place, ...(threadTs === undefined ? {} : { threadTs }) })
  const cut = cutText(text, FORM_TEXT_MAX - permalink.length - 1)
  return { text: cut === '' ? permalink : `${cut}\n${permalink}`, messages: [] }
}

/** Slack's types leave open what else a message carries. */
function threadOf({ message }: MessageShortcut): string | undefined {
  const threadTs: unknown = message.thread_ts
  return typeof threadTs === 'string' ? threadTs : undefined
}
