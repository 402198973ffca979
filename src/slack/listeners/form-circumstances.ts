import type { WorkflowMessage } from '../../failover/workflow.ts'
import type { FormCircumstances } from '../views/form-circumstances.ts'
import type { FormDraft } from '../views/form-draft.ts'
import { messagesOf } from '../views/form-messages.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** What it takes to know them. */
export type CircumstancesDependencies = Pick<
  ListenerDependencies,
  'senders' | 'isSandbox' | 'clock' | 'inbound' | 'reportBug'
>

/** Writers that the form names. */
const WRITERS_MAX = 3

/** What there is to know for showing a form. Never throws: what can't be read is left out, and reported. */
export async function readCircumstances(
  draft: FormDraft,
  { senders, isSandbox, clock, inbound, reportBug }: CircumstancesDependencies,
): Promise<FormCircumstances> {
  const known = { senders, isSandbox, now: clock.now() }
  try {
    const { messages } = messagesOf(draft, senders)
    const isMessengerUsed = messages.some(({ channel }) => channel === 'messenger')
    const [heardAt, writers] = await Promise.all([
      latestTimes(messages, inbound),
      isMessengerUsed ? inbound.recentWriters('messenger', WRITERS_MAX) : [],
    ])
    return { ...known, writers, lastHeardAt: (message) => heardAt.get(keyOf(message)) }
  } catch (error) {
    reportBug(error, 'what the form tells of who wrote to us')
    return { ...known, writers: [], lastHeardAt: () => undefined }
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
