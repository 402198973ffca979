import type { Viewer } from '../../bot/bot.ts'
import type { NotificationStory } from '../../bot/notification.ts'
import { shortIdOf } from '../short-id.ts'
import { draftOf } from '../views/draft-of.ts'
import { AGAIN_FAILED, noAnswerWords, notFoundWords } from '../words/command.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { openForm } from './open-form.ts'

/**
 * Opens the form filled in from a notification that the viewer may see. Whoever did not ask for it sees its numbers
 * masked, so for them the addresses stay empty. Never throws.
 * @param again its id, or itself. @returns what is to be told to who asked; nothing where the form is open.
 */
export async function sendAgain(
  again: string | NotificationStory,
  viewer: Viewer & { threadTs?: string },
  triggerId: string,
  dependencies: ListenerDependencies,
): Promise<string | undefined> {
  const { threadTs, ...who } = viewer
  try {
    const story = typeof again === 'string' ? (await dependencies.list.find(who, again, 1))[0] : again
    if (!story) return notFoundWords(shortIdOf(String(again)))
    const { id, requesterId, messages } = story.notification
    const draft = draftOf(requesterId === who.userId ? messages : messages.map((message) => ({ ...message, to: '' })))
    const opened = await openForm(
      { triggerId, ...who, ...(threadTs === undefined ? {} : { threadTs }), draft, againOf: id },
      dependencies,
    )
    return opened.type === 'done' ? undefined : AGAIN_FAILED
  } catch (error) {
    return noAnswerWords(dependencies.reportBug(error, 'sending again'))
  }
}
