import type { types } from '@slack/bolt'
import type { Channel } from '../../failover/channel.ts'
import type { Warning } from '../../failover/lint.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { FORM_WORDS, messageHeading, warningLine } from '../words/form.ts'
import { warningWords } from '../words/lint.ts'
import type { FormCircumstances } from './form-circumstances.ts'
import type { FormDraft } from './form-draft.ts'
import { FORM_ACTIONS, MESSAGE_FIELDS, shownFields } from './form-fields.ts'
import { keptId } from './form-hiding.ts'
import { inputOf } from './form-inputs.ts'
import type { FormContext } from './form-metadata.ts'
import { writersBlock } from './form-writers.ts'

/** What the blocks of a message are made of. */
export interface MessageBlocksSource {
  draft: FormDraft
  context: FormContext
  channels: readonly Channel[]
  planned: readonly WorkflowMessage[]
  warnings: readonly Warning[]
  circumstances: FormCircumstances
  isUntagged: (index: number) => boolean
  /** See `hidingOf`. */
  kept: ReadonlySet<string>
}

/** All blocks of one message of the form. */
export function messageBlocks(index: number, source: MessageBlocksSource): types.KnownBlock[] {
  const { draft, channels, planned, warnings, isUntagged, kept } = source
  const message = draft.messages[index]
  if (!message) return []
  const isLast = index === draft.messages.length - 1
  const shown = shownFields(message, { isLast, hasTag: isUntagged(index) })
  const fields = MESSAGE_FIELDS.filter((field) => shown.includes(field) || kept.has(keptId(index, field)))
  const said = warnings.filter((warning) => warning.index === index)
  return [
    { type: 'divider' },
    heading(index, draft),
    ...fields.flatMap((field) => [
      inputOf(message, field, { channels, isKept: !shown.includes(field) }),
      ...(field === 'to' ? addressContext(index, source) : []),
    ]),
    ...(said.length > 0
      ? [context(said.map((warning) => warningLine(warningWords(warning, planned))).join('\n'))]
      : []),
  ]
}

/** The message's number, and a menu with what can be done with it, where there is more than one. */
function heading(index: number, { messages }: FormDraft): types.SectionBlock {
  const key = messages[index]?.key ?? ''
  const choice = (what: string, text: string) => ({
    value: `${what} ${key}`,
    text: { type: 'plain_text' as const, text },
  })
  const choices = [
    ...(index > 0 ? [choice('up', FORM_WORDS.moveUp)] : []),
    ...(index < messages.length - 1 ? [choice('down', FORM_WORDS.moveDown)] : []),
    ...(messages.length > 1 ? [choice('remove', FORM_WORDS.remove)] : []),
  ]
  return {
    type: 'section',
    block_id: `${key}_heading_${choices.map(({ value }) => value.charAt(0)).join('')}`,
    text: { type: 'mrkdwn', text: messageHeading(index + 1, messages.length) },
    ...(choices.length > 0
      ? { accessory: { type: 'overflow', action_id: FORM_ACTIONS.message, options: choices } }
      : {}),
  }
}

/** What helps to find the address. */
function addressContext(index: number, { draft, context: form, circumstances }: MessageBlocksSource) {
  const message = draft.messages[index]
  if (!message) return []
  const { writers } = circumstances
  return [
    ...(form.againOf !== undefined && message.to === '' ? [context(FORM_WORDS.addressAgain)] : []),
    ...(message.channel === 'messenger' && writers !== undefined ? [writersBlock(message.key, writers)] : []),
  ]
}

function context(text: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}
