import type { types } from '@slack/bolt'
import fc from 'fast-check'
import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import { MESSENGER_TAGS } from '../../src/failover/lint.ts'
import type { JsonObject } from '../../src/sandbox/slack/json.ts'
import { stateOf } from '../../src/sandbox/slack/views.ts'
import type { Senders } from '../../src/slack/notify-text.ts'
import { newMessage } from '../../src/slack/views/draft-of.ts'
import { EXPIRY_CHOICES } from '../../src/slack/views/expiry-choices.ts'
import type { FormCircumstances } from '../../src/slack/views/form-circumstances.ts'
import type { DraftContent, DraftMessage, FormDraft } from '../../src/slack/views/form-draft.ts'
import { notifyForm } from '../../src/slack/views/notify-form.ts'
import type { FormView } from '../../src/slack/views/read-notify-form.ts'

/** Every channel of a draft that people can choose, with a sender. */
export const ALL: Senders = {
  messenger: 'page',
  viber_service_msg: '16273',
  whatsapp: '447700900002',
  sms: '447700900001',
}

/** Business time of the forms. */
export const NOW = Date.UTC(2026, 10, 21, 22, 0, 0)

/** A form where nobody wrote to us. */
export function circumstances(changes: Partial<FormCircumstances> = {}): FormCircumstances {
  return { senders: ALL, isSandbox: false, now: NOW, lastHeardAt: () => undefined, ...changes }
}

/** Where the forms were opened. */
export const HERE = { conversationId: 'C1' }

/** A form of these messages. */
export function draftOf(...messages: Partial<DraftMessage>[]): FormDraft {
  return {
    text: 'Hello',
    messages: messages.map((message, index) => ({
      ...newMessage(`m${index + 1}`, message.channel ?? 'messenger'),
      ...message,
    })),
  }
}

/** The form with this in it. */
export function shown(draft: FormDraft, changes: Partial<FormCircumstances> = {}): types.ModalView {
  return notifyForm(draft, HERE, circumstances(changes))
}

/** The view as Slack sends it back before anybody has entered anything. */
export function sentBack(view: types.ModalView): FormView {
  const blocks: JsonObject[] = JSON.parse(JSON.stringify(view.blocks))
  return { private_metadata: view.private_metadata ?? '', state: { values: stateOf(blocks, undefined) } }
}

/** The ids of the view's inputs, in their order. */
export function inputsOf(view: types.ModalView): string[] {
  return view.blocks.flatMap((block) => (block.type === 'input' ? [block.block_id ?? ''] : []))
}

/** The words of a view, ids and values left out. */
export function wordsOf(view: types.ModalView): string {
  return JSON.stringify(view.blocks, (name, value: unknown) =>
    /^(block_id|action_id|value|type)$/.test(name) ? undefined : value,
  )
}

const CONTENTS: readonly DraftContent[] = ['text', 'own text', 'image', 'file', 'template']

/** What people type, now and then very long. */
function typed(max: number): fc.Arbitrary<string> {
  const long = fc.integer({ min: 0, max }).map((length) => 'é"\n€'.repeat(length).slice(0, length))
  return fc.oneof(
    { weight: 4, arbitrary: fc.string({ unit: 'grapheme', maxLength: 20 }) },
    { weight: 1, arbitrary: long },
    { weight: 2, arbitrary: fc.constant('') },
  )
}

const message: fc.Arbitrary<Omit<DraftMessage, 'key'>> = fc.record({
  channel: fc.constantFrom(...(Object.keys(CHANNELS) as Channel[])),
  to: typed(60),
  content: fc.constantFrom(...CONTENTS),
  ownText: typed(3000),
  url: typed(2000),
  caption: typed(3000),
  templateName: typed(100),
  templateParameters: typed(3000),
  templateLocale: typed(10),
  condition: fc.constantFrom('read' as const, 'delivered' as const),
  expiry: fc.oneof(
    fc.constantFrom(...EXPIRY_CHOICES).map((chosenSeconds) => ({ chosenSeconds })),
    fc.record({ chosenSeconds: fc.constantFrom(...EXPIRY_CHOICES), typed: fc.constant('45m') }),
    typed(20).map((words) => ({ typed: words })),
  ),
  ttl: typed(20),
  messengerTag: fc.constantFrom('', 'response', 'update', 'ticket_update', ...MESSENGER_TAGS),
})

/** Whatever the form can hold. */
export const drafts: fc.Arbitrary<FormDraft> = fc.record({
  text: typed(3000),
  messages: fc
    .array(message, { minLength: 1, maxLength: 6 })
    .map((messages) => messages.map((one, index) => ({ key: `m${index + 1}`, ...one }))),
})
