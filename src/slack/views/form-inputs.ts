import type { types } from '@slack/bolt'
import { CHANNELS, type Channel } from '../../failover/channel.ts'
import { MESSENGER_TAGS } from '../../failover/lint.ts'
import { durationOf, labelOf, shorten } from '../blocks/text.ts'
import {
  ADDRESS_WORDS,
  CONDITION_WORDS,
  CONTENT_WORDS,
  FIELD_LABELS,
  FORM_WORDS,
  keptLabel,
  missingChannel,
  TAG_WORDS,
} from '../words/form.ts'
import { EXPIRY_CHOICES } from './expiry-choices.ts'
import type { DraftMessage } from './form-draft.ts'
import {
  actionIdOf,
  blockIdOf,
  conditionOf,
  contentOf,
  contentsOf,
  fieldsOf,
  type MessageField,
  TYPED_EXPIRY,
} from './form-fields.ts'

/** Characters of an input's text. Source: Slack, plain-text input. */
export const TEXT_MAX = 3000

/** Characters of an option's text. Source: Slack, option object. */
const OPTION_MAX = 75

/** Inputs that may be left empty. */
const OPTIONAL: ReadonlySet<MessageField> = new Set(['caption', 'templateParameters', 'ttl', 'messengerTag'])

/** Inputs whose every letter may change what the form says of the plan. */
const HEARD_WHILE_TYPED: ReadonlySet<MessageField> = new Set(['to', 'ownText', 'expiryTyped', 'ttl'])

/** Inputs of several lines. */
const MULTILINE: ReadonlySet<MessageField> = new Set(['ownText', 'templateParameters'])

/** An input of a message. @param channels those that are set up. @param isKept it is shown only to lose nothing. */
export function inputOf(
  message: DraftMessage,
  field: MessageField,
  { channels, isKept = false }: { channels: readonly Channel[]; isKept?: boolean },
): types.InputBlock {
  const choices = choicesOf(message, field, channels)
  const isHeard = choices !== undefined || HEARD_WHILE_TYPED.has(field)
  return {
    type: 'input',
    block_id: blockIdOf(message.key, field, message.channel),
    label: { type: 'plain_text', text: labelFor(message, field, isKept) },
    element: choices ? select(field, choices) : textInput(message, field),
    ...(isKept || OPTIONAL.has(field) ? { optional: true } : {}),
    ...(isHeard ? { dispatch_action: true } : {}),
  }
}

function labelFor({ channel }: DraftMessage, field: MessageField, isKept: boolean): string {
  if (field === 'to') return ADDRESS_WORDS[CHANNELS[channel].to].label
  return isKept ? keptLabel(field) : FIELD_LABELS[field]
}

function textInput(message: DraftMessage, field: MessageField): types.PlainTextInput {
  const isAddress = field === 'to'
  const example = ADDRESS_WORDS[CHANNELS[message.channel].to].example
  return {
    type: 'plain_text_input',
    action_id: actionIdOf(field),
    ...initialText(fieldsOf(message)[field]),
    ...(MULTILINE.has(field) ? { multiline: true } : {}),
    ...(isAddress ? { placeholder: { type: 'plain_text', text: example } } : {}),
    ...(HEARD_WHILE_TYPED.has(field) ? HEARD : {}),
  }
}

/** A text input that tells of each letter. Source: Slack, dispatch action configuration. */
export const HEARD = {
  dispatch_action_config: { trigger_actions_on: ['on_character_entered' as const] },
}

/** What a text input begins with: nothing, rather than an empty text, and no more than Slack takes. */
export function initialText(text: string): { initial_value?: string } {
  return text === '' ? {} : { initial_value: [...text].slice(0, TEXT_MAX).join('') }
}

interface Choices {
  options: types.PlainTextOption[]
  chosen: string
}

function select(field: MessageField, { options, chosen }: Choices): types.StaticSelect {
  const initial = options.find(({ value }) => value === chosen)
  return {
    type: 'static_select',
    action_id: actionIdOf(field),
    options,
    ...(initial ? { initial_option: initial } : {}),
  }
}

/** What can be chosen in a field, and what is; nothing where it is typed. */
function choicesOf(message: DraftMessage, field: MessageField, channels: readonly Channel[]): Choices | undefined {
  const { channel } = message
  switch (field) {
    case 'channel': {
      const options = channels.map((one) => option(one, labelOf(one)))
      if (!channels.includes(channel)) options.push(option(channel, missingChannel(labelOf(channel))))
      return { options, chosen: channel }
    }
    case 'content':
      return {
        options: contentsOf(channel).map((content) => option(content, CONTENT_WORDS[content])),
        chosen: contentOf(message),
      }
    case 'condition': {
      const statuses = [...CHANNELS[channel].conditionStatuses].reverse()
      return {
        options: statuses.map((status) => option(status, CONDITION_WORDS[status])),
        chosen: conditionOf(message),
      }
    }
    case 'expiry':
      return expiryChoices(fieldsOf(message).expiry)
    case 'messengerTag':
      return tagChoices(message.messengerTag)
    default:
      return undefined
  }
}

function expiryChoices(chosen: string): Choices {
  const seconds = new Set([...EXPIRY_CHOICES, ...(chosen === TYPED_EXPIRY ? [] : [Number(chosen)])])
  const options = [...seconds].sort((a, b) => a - b).map((one) => option(String(one), durationOf(one * 1000)))
  return { options: [...options, option(TYPED_EXPIRY, FORM_WORDS.anotherTime)], chosen }
}

function tagChoices(chosen: string): Choices {
  const known = ['response', 'update', ...MESSENGER_TAGS]
  const tags = chosen === '' || known.includes(chosen) ? known : [...known, chosen]
  return { options: tags.map((tag) => option(tag, TAG_WORDS[tag] ?? tag)), chosen }
}

function option(value: string, text: string): types.PlainTextOption {
  return { value, text: { type: 'plain_text', text: shorten(text, OPTION_MAX) } }
}
