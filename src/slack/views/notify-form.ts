import { createHash } from 'node:crypto'
import type { types } from '@slack/bolt'
import { lintPlan, type Warning } from '../../failover/lint.ts'
import { sectionsOf } from '../blocks/sections.ts'
import { CHAIN_MAX } from '../notify-text.ts'
import { FORM_WORDS } from '../words/form.ts'
import { channelsOf } from './form-changes.ts'
import type { FormCircumstances } from './form-circumstances.ts'
import { type FormDraft, lastKeyNumberOf } from './form-draft.ts'
import { CONVERSATION_BLOCK, contentOf, FORM_ACTIONS, TEXT_BLOCK } from './form-fields.ts'
import { hidingOf } from './form-hiding.ts'
import { HEARD, initialText } from './form-inputs.ts'
import { messageBlocks } from './form-message-blocks.ts'
import { messagesOf } from './form-messages.ts'
import { type FormContext, type HiddenMessage, writeMetadata } from './form-metadata.ts'
import { previewLines } from './form-preview.ts'

/** The form's callback_id. */
export const NOTIFY_FORM = 'notify_form'

/** Blocks of a modal. Source: Slack, Block Kit, view. */
const BLOCKS_MAX = 100

/** The warnings that a tag may put right. */
const ASKING_FOR_TAG: ReadonlySet<Warning['type']> = new Set(['outside the window', 'window may close', 'unknown tag'])

/** What is true of nearly every plan need not be said before somebody is written to. */
function isTooEarly(warning: Warning['type'], address: string | undefined): boolean {
  return warning === 'read is often off' && (address ?? '') === ''
}

/** What is shown at once, while the form is being made. */
export function loadingView(): types.ModalView {
  return {
    type: 'modal',
    callback_id: 'notify_form_loading',
    title: { type: 'plain_text', text: FORM_WORDS.title },
    close: { type: 'plain_text', text: FORM_WORDS.close },
    blocks: sectionsOf([FORM_WORDS.loading]),
  }
}

/** The form with this in it. Pure. */
export function notifyForm(draft: FormDraft, context: FormContext, circumstances: FormCircumstances): types.ModalView {
  const { senders, question } = circumstances
  const { messages: planned } = messagesOf(draft, senders)
  const warnings = lintPlan(planned, circumstances).filter(({ index, type }) => !isTooEarly(type, planned[index]?.to))
  const channels = channelsOf(senders)
  const isUntagged = (index: number) =>
    warnings.some((warning) => warning.index === index && ASKING_FOR_TAG.has(warning.type))
  const metadataOf = (messages: HiddenMessage[], shown: string) =>
    writeMetadata({ context, messages, lastKeyNumber: lastKeyNumberOf(draft), shown })
  const { messages, kept } = hidingOf(draft, isUntagged, (hidden) => metadataOf(hidden, HASH_PLACE))
  const blocks = draft.messages.flatMap((_, index) =>
    messageBlocks(index, { draft, context, channels, planned, warnings, circumstances, isUntagged, kept }),
  )
  const view: types.ModalView = {
    type: 'modal',
    callback_id: NOTIFY_FORM,
    title: { type: 'plain_text', text: FORM_WORDS.title },
    submit: { type: 'plain_text', text: question === undefined ? FORM_WORDS.send : FORM_WORDS.sendAgain },
    close: { type: 'plain_text', text: FORM_WORDS.close },
    blocks: fitting([
      ...headBlocks(draft, circumstances),
      ...blocks,
      ...(draft.messages.length < CHAIN_MAX ? [buttonOf(FORM_ACTIONS.add, FORM_WORDS.add)] : []),
      ...(context.conversationId === undefined ? [conversationInput(context.chosenConversationId)] : []),
      { type: 'divider' },
      ...sectionsOf(previewLines(planned)),
      buttonOf(FORM_ACTIONS.simulate, FORM_WORDS.simulate),
    ]),
  }
  return { ...view, private_metadata: metadataOf(messages, hashOf([view, metadataOf(messages, HASH_PLACE)])) }
}

function headBlocks(
  { text, messages }: FormDraft,
  { isSandbox, question, notice }: FormCircumstances,
): types.KnownBlock[] {
  return [
    ...sectionsOf([question, notice].filter((line) => line !== undefined)),
    ...(isSandbox ? [contextBlock(FORM_WORDS.sandbox)] : []),
    {
      type: 'input',
      block_id: TEXT_BLOCK,
      label: { type: 'plain_text', text: FORM_WORDS.text },
      hint: { type: 'plain_text', text: FORM_WORDS.textHint },
      optional: messages.every((message) => contentOf(message) !== 'text'),
      dispatch_action: true,
      element: { type: 'plain_text_input', action_id: TEXT_BLOCK, multiline: true, ...initialText(text), ...HEARD },
    },
  ]
}

function contextBlock(text: string): types.ContextBlock {
  return { type: 'context', elements: [{ type: 'mrkdwn', text }] }
}

function buttonOf(actionId: string, text: string): types.ActionsBlock {
  return {
    type: 'actions',
    block_id: actionId,
    elements: [{ type: 'button', action_id: actionId, text: { type: 'plain_text', text } }],
  }
}

function conversationInput(chosen: string | undefined): types.InputBlock {
  return {
    type: 'input',
    block_id: CONVERSATION_BLOCK,
    label: { type: 'plain_text', text: FORM_WORDS.conversation },
    hint: { type: 'plain_text', text: FORM_WORDS.conversationHint },
    optional: true,
    element: {
      type: 'conversations_select',
      action_id: CONVERSATION_BLOCK,
      filter: { include: ['public', 'private', 'im', 'mpim'], exclude_bot_users: true },
      ...(chosen === undefined ? {} : { initial_conversation: chosen }),
    },
  }
}

/** A form of very many inputs does without what only makes it easier to read. */
function fitting(blocks: types.KnownBlock[]): types.KnownBlock[] {
  if (blocks.length <= BLOCKS_MAX) return blocks
  const undivided = blocks.filter(({ type }) => type !== 'divider')
  return undivided.length <= BLOCKS_MAX ? undivided : undivided.filter(({ type }) => type !== 'context')
}

/** As long as a hash. */
const HASH_PLACE = '0123456789abcdef'

/** What is shown, without what is entered: that lives in the inputs, and a view that differs in it only is the same. */
function hashOf(shown: unknown): string {
  const json = JSON.stringify(shown, (name, value: unknown) => (name.startsWith('initial_') ? undefined : value))
  return createHash('sha256').update(json).digest('hex').slice(0, HASH_PLACE.length)
}
