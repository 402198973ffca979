import { isObject, type Json } from './json.ts'
import type { JournalEntry, SeenMessage, SlackConversation, StoredView } from './model.ts'

/** What a transcript shows. */
export interface TranscriptSource {
  conversations: SlackConversation[]
  messages(conversationId: string): SeenMessage[]
  views: StoredView[]
  journal: JournalEntry[]
}

/** Journal entries at the end of a transcript. */
const LAST_ENTRIES = 20

/** All conversations with their threads, the open views and the latest journal entries as text. */
export function transcriptOf(source: TranscriptSource): string {
  const lines: string[] = []
  for (const conversation of source.conversations) {
    const messages = source.messages(conversation.id)
    if (messages.length === 0) continue
    lines.push(`${conversation.kind === 'im' ? '@' : '#'}${conversation.name} (${conversation.id})`)
    for (const message of messages) lines.push(...messageLines(message, '  '))
  }
  for (const view of source.views) {
    lines.push(`${view.type} ${view.id} of ${view.userId}: ${textsOf(view.definition).join(' | ')}`)
    for (const [blockId, error] of Object.entries(view.errors)) lines.push(`  ! ${blockId}: ${error}`)
  }
  lines.push('journal (latest):')
  for (const entry of source.journal.slice(-LAST_ENTRIES)) lines.push(`  ${journalLine(entry)}`)
  return lines.join('\n')
}

function messageLines(message: SeenMessage, indent: string): string[] {
  const marks = [message.ephemeralTo ? `only ${message.ephemeralTo}` : '', message.isEdited ? 'edited' : '']
  const note = marks.filter(Boolean).join(', ')
  const lines = [`${indent}[${message.ts}] ${message.userName}${note ? ` (${note})` : ''}: ${message.text}`]
  for (const text of textsOf(message.blocks)) lines.push(`${indent}  | ${text}`)
  for (const reply of message.replies) lines.push(...messageLines(reply, `${indent}    ↳ `))
  return lines
}

function textsOf(value: Json): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf)
  if (!isObject(value)) return []
  if (typeof value.text === 'string') return [value.text]
  return Object.values(value).flatMap(textsOf)
}

function journalLine(entry: JournalEntry): string {
  if (entry.kind === 'web_api') {
    const result = entry.answer.ok === true ? 'ok' : String(entry.answer.error ?? entry.httpStatus)
    return `${entry.at} ${entry.method} → ${result}`
  }
  if (entry.kind === 'response_url') return `${entry.at} response_url → ${entry.httpStatus}`
  return `${entry.at} ${entry.name} to the app → ${entry.status}${entry.detail ? ` (${entry.detail})` : ''}`
}
