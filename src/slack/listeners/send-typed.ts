import type { Viewer } from '../../bot/bot.ts'
import { commonMessage, findSame, SAME_REQUEST_MS } from '../../bot/same-request.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { recipientOf } from '../blocks/text.ts'
import { shortIdOf } from '../short-id.ts'
import { sameRequestWords, savedWords } from '../words/command.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** What came of something typed that is to be sent, in words for who typed it. */
export type SendOutcome = { type: 'saved'; words: string } | { type: 'refused'; reason: string }

/** Saves what was typed, once for each key. @throws Error where it can't be saved. */
export async function sendTyped(
  key: string,
  messages: WorkflowMessage[],
  { teamId, userId, conversationId }: Viewer,
  { bot }: ListenerDependencies,
): Promise<SendOutcome> {
  const started = await bot.start({ key, teamId, conversationId, requesterId: userId, messages })
  if ('problems' in started) return { type: 'refused', reason: started.problems[0]?.reason ?? '' }
  return { type: 'saved', words: savedWords(messages.map(recipientOf)) }
}

/** What is to be asked about first: the same went to the same recipient a moment ago. @throws Error where it can't be read. */
export async function wordsOfSame(
  key: string,
  messages: readonly WorkflowMessage[],
  { teamId }: Viewer,
  { list, clock }: Pick<ListenerDependencies, 'clock'> & { list: Pick<ListenerDependencies['list'], 'since'> },
): Promise<string | undefined> {
  const now = clock.now()
  const same = findSame(messages, await list.since(teamId, now - SAME_REQUEST_MS, key), now)
  const message = same && commonMessage(messages, same.messages)
  if (!same || !message) return undefined
  return sameRequestWords({
    recipient: recipientOf(message),
    agoMs: now - same.createdAt,
    shortId: shortIdOf(same.id),
    userId: same.requesterId,
  })
}
