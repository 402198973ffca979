import type { types } from '@slack/bolt'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import type { FormCircumstances } from '../views/form-circumstances.ts'
import type { FormDraft } from '../views/form-draft.ts'
import { messagesOf } from '../views/form-messages.ts'
import { WINDOW_MS, writersLine, writersShownIn } from '../views/form-writers.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** What it takes to know them. */
export type CircumstancesDependencies = Pick<
  ListenerDependencies,
  'senders' | 'isSandbox' | 'clock' | 'inbound' | 'reportBug'
>

/** Writers that the form names. */
const WRITERS_MAX = 3

/**
 * What there is to know for showing a form. Never throws: what can't be read is left out, and reported.
 * @param shown the form, where it is shown already and only something was typed: who wrote is not read at each letter.
 */
export async function readCircumstances(
  draft: FormDraft,
  { senders, isSandbox, clock, inbound, reportBug }: CircumstancesDependencies,
  shown?: Pick<types.View, 'blocks'>,
): Promise<FormCircumstances> {
  const now = clock.now()
  const known = { senders, isSandbox, now }
  try {
    const { messages } = messagesOf(draft, senders)
    const isMessengerUsed = messages.some(({ channel }) => channel === 'messenger')
    const [heardAt, recent] = await Promise.all([
      latestTimes(messages, inbound),
      shown || !isMessengerUsed ? [] : inbound.recentWriters('messenger', now - WINDOW_MS, WRITERS_MAX),
    ])
    const writers = shown ? writersShownIn(shown.blocks) : writersLine(recent)
    return {
      ...known,
      ...(writers === undefined ? {} : { writers }),
      lastHeardAt: (message) => heardAt.get(keyOf(message)),
    }
  } catch (error) {
    reportBug(error, 'what the form tells of who wrote to us')
    return { ...known, lastHeardAt: () => undefined }
  }
}

/** When each recipient last wrote to us. */
async function latestTimes(
  messages: readonly WorkflowMessage[],
  inbound: ListenerDependencies['inbound'],
): Promise<ReadonlyMap<string, number>> {
  const addressed = messages.filter(({ to }) => to !== '')
  const heard = await Promise.all(addressed.map(({ channel, to }) => inbound.latestFrom(channel, to)))
  const times = new Map<string, number>()
  addressed.forEach((message, index) => {
    const receivedAt = heard[index]?.receivedAt
    if (receivedAt !== undefined) times.set(keyOf(message), receivedAt)
  })
  return times
}

function keyOf({ channel, to }: WorkflowMessage): string {
  return `${channel} ${to}`
}
