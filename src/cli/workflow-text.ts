import { factWords, messageWords } from '../evidence/words.ts'
import type { Fact } from '../failover/fact.ts'
import { type TimelineEntry, uuidOf, type WorkflowAnswer } from './answers.ts'
import { columns, plain, type Style } from './style.ts'

/** A workflow for people: what it came to, its messages counted from 1, and what happened. */
export function workflowText(workflow: WorkflowAnswer, style: Style): string {
  const { status, created_at: createdAt, messages, timeline } = workflow
  const rows = messages.map(
    ({ index, channel, to, status: reached, stage, sent_at: sentAt, deadline_at: deadlineAt }) => [
      `  ${index + 1}`,
      messageWords(0, [{ channel }]).channel,
      plain(to),
      plain([reached, stage].filter((word, i, words) => word && words.indexOf(word) === i).join(', ')),
      [...(sentAt ? [`sent ${sentAt}`] : []), ...(deadlineAt ? [`counts until ${deadlineAt}`] : [])].join(', '),
    ],
  )
  const lines = [
    `${style.strong(uuidOf(workflow) ?? '')}  ${statusWords(status, style)}  ${style.faint(`since ${createdAt}`)}`,
    ...(workflow.sandbox ? [style.doubtful('made in a sandbox: nothing here is a real delivery')] : []),
    ...columns(rows),
    '',
    ...timeline.map((entry) => entryText(entry, workflow, style)),
  ]
  return `${lines.join('\n')}\n`
}

/** One entry of the timeline, in one line. */
export function entryText(entry: TimelineEntry, { messages }: WorkflowAnswer, style: Style): string {
  const index = typeof entry.index === 'number' ? entry.index : undefined
  const { message, channel } = messageWords(index, messages)
  const provider = entry.provider_at ? style.faint(`  (provider: ${entry.provider_at})`) : ''
  const about = message === '' ? '' : `message ${message} (${channel}): `
  return `${style.faint(entry.at)}  ${about}${plain(wordsOf(entry))}${provider}`
}

/** The workflow's status in its colour. */
export function statusWords(status: string, style: Style): string {
  if (status === 'completed') return style.good(status)
  return status === 'running' ? style.doubtful(status) : style.bad(status)
}

/** The words of the export for the same fact; of one that only a newer Backstop knows, its type. */
function wordsOf(entry: TimelineEntry): string {
  try {
    return factWords(factOf(entry) as Fact) || entry.type
  } catch (error) {
    if (error instanceof TypeError || error instanceof RangeError) return entry.type
    throw error
  }
}

/** The fields whose values are words of ours, which the wire writes with underscores. */
const WORDED = new Set(['type', 'reason', 'change'])

/** An entry as the fact that it was: the wire has other names, and times as text. */
function factOf(entry: Record<string, unknown>): Record<string, unknown> {
  const fields = Object.entries(entry).map(([name, value]) => {
    if (name === 'error') return ['failure', value]
    const camelCased = name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase())
    const isWord = WORDED.has(name) && typeof value === 'string'
    return [camelCased, isWord ? value.replaceAll('_', ' ') : value]
  })
  return Object.fromEntries(fields)
}
