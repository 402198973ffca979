import type { App } from '@slack/bolt'
import { sectionsOf } from '../blocks/sections.ts'
import { callSlack } from '../call-outcome.ts'
import { plainTextOf } from '../plain-text.ts'
import { createRecentEvents } from '../recent-events.ts'
import { teamOfEvent } from '../team-of.ts'
import { CARRIED_TEXT_MAX, openFormButton } from '../views/open-form-button.ts'
import { mentionAnswer } from '../words/ways-in.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { alertIfLost } from './lost-answers.ts'

/**
 * A mention of the bot is answered to who wrote it alone, with the way to the form; what was written besides becomes
 * the form's text. Bots are not answered: two of them would never stop.
 */
export function registerMention(app: App, { clientsOf, reportBug, alerts }: ListenerDependencies): void {
  const { isNew } = createRecentEvents()
  app.event('app_mention', async ({ event, body }) => {
    const { user, channel, thread_ts: threadTs } = event
    if (user === undefined || event.bot_id !== undefined || !isNew(body.event_id)) return
    const text = writtenBesides(event.text, body.authorizations?.find(({ is_bot: isBot }) => isBot)?.user_id)
    const words = mentionAnswer({
      isInThread: threadTs !== undefined,
      hasText: text !== '',
      isCut: text.length > CARRIED_TEXT_MAX,
    })
    const thread = threadTs === undefined ? {} : { threadTs }
    const teamId = teamOfEvent(body)
    try {
      // Where the bot may not answer there is nobody to be told; the mention stands there, and nothing is lost.
      const answered = await callSlack(async () => {
        const { interactive } = await clientsOf(teamId)
        await interactive.chat.postEphemeral({
          channel,
          user,
          text: words,
          blocks: [...sectionsOf([words]), { type: 'actions', elements: [openFormButton({ ...thread, text })] }],
          ...(threadTs === undefined ? {} : { thread_ts: threadTs }),
        })
      })
      alertIfLost(answered, { method: 'chat.postEphemeral', teamId }, alerts)
    } catch (error) {
      reportBug(error, 'a mention of the bot')
    }
  })
}

/** What was written, without the mention. @param botUserId the first mention is the bot's where it is not known. */
function writtenBesides(text: string, botUserId: string | undefined): string {
  const mention = botUserId === undefined ? /<@\w+(\|[^>]*)?> ?/ : new RegExp(`<@${botUserId}(\\|[^>]*)?> ?`, 'g')
  return plainTextOf(text.replace(mention, '')).trim()
}
