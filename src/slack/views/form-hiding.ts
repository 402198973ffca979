import type { DraftMessage, FormDraft } from './form-draft.ts'
import { conditionOf, contentOf, fieldsOf, MESSAGE_FIELDS, type MessageField, shownFields } from './form-fields.ts'
import { type HiddenMessage, METADATA_MAX } from './form-metadata.ts'

/** What an input has in it that nobody has touched, so that it need not be kept. */
const UNTOUCHED: Readonly<Partial<Record<MessageField, string>>> = {
  content: 'text',
  condition: 'read',
  expiry: '600',
}

/** What an input without anything to say has in it. */
export function untouchedOf(field: MessageField): string {
  return UNTOUCHED[field] ?? ''
}

/** Names an input that is shown only since what is entered in it does not fit into the metadata. */
export function keptId(index: number, field: MessageField): string {
  return `${index} ${field}`
}

/**
 * What is entered and not shown goes into the metadata, which is short: the longest of it is shown instead, as an input
 * that is kept and not sent, until the rest fits.
 */
export function hidingOf(
  draft: FormDraft,
  hasTag: (index: number) => boolean,
  write: (messages: HiddenMessage[]) => string,
): { messages: HiddenMessage[]; kept: Set<string> } {
  const kept = new Set<string>()
  const messages = draft.messages.map((message, index) => {
    const isLast = index === draft.messages.length - 1
    return {
      key: message.key,
      channel: message.channel,
      hidden: hiddenOf(message, shownFields(message, { isLast, hasTag: hasTag(index) })),
    }
  })
  while (write(messages).length > METADATA_MAX) {
    const [longest] = messages
      .flatMap(({ hidden }, index) =>
        MESSAGE_FIELDS.map((field) => ({ index, field, length: hidden[field]?.length ?? 0 })),
      )
      .sort((a, b) => b.length - a.length)
    const message = longest && messages[longest.index]
    if (!longest || !message || longest.length === 0) break
    const { [longest.field]: _, ...hidden } = message.hidden
    messages[longest.index] = { ...message, hidden }
    kept.add(keptId(longest.index, longest.field))
  }
  return { messages, kept }
}

function hiddenOf(message: DraftMessage, shown: readonly MessageField[]): HiddenMessage['hidden'] {
  const fields = fieldsOf(message)
  const hidden: HiddenMessage['hidden'] = {}
  for (const field of MESSAGE_FIELDS) {
    const seen = shown.includes(field) ? shownValue(message, field) : untouchedOf(field)
    if (fields[field] !== seen) hidden[field] = fields[field]
  }
  return hidden
}

/** What an input shows of what was chosen: what the channel can do. */
function shownValue(message: DraftMessage, field: MessageField): string {
  if (field === 'content') return contentOf(message)
  return field === 'condition' ? conditionOf(message) : fieldsOf(message)[field]
}
