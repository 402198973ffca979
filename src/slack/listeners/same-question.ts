import { createHash } from 'node:crypto'
import type { Viewer } from '../../bot/bot.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { askFirstWords } from '../words/form.ts'
import { wordsOfSame } from './send-typed.ts'

/** Names exactly what is to be sent, so that what was asked about is what is sent. */
export function contentHash(messages: readonly WorkflowMessage[]): string {
  return createHash('sha256').update(JSON.stringify(messages)).digest('hex').slice(0, 16)
}

/** The idempotency key of a form: its view is sent once, however often *Send* is pressed. */
export function formKey(viewId: string): string {
  return `form:${viewId}`
}

/** What it takes to know whether the same went a moment ago. */
export type SameQuestionDependencies = Parameters<typeof wordsOfSame>[3]

/** What is asked before this is sent, where the same went a moment ago. @throws Error where that can't be read. */
export async function sameQuestion(
  viewId: string,
  messages: readonly WorkflowMessage[],
  viewer: Viewer,
  dependencies: SameQuestionDependencies,
): Promise<string | undefined> {
  const same = await wordsOfSame(formKey(viewId), messages, viewer, dependencies)
  return same === undefined ? undefined : askFirstWords(same)
}
