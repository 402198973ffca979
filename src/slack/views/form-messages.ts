import { CHANNELS } from '../../failover/channel.ts'
import { type Field, type Problem, validate } from '../../failover/validation.ts'
import type { ChannelOptions, Content, Failover, WorkflowMessage } from '../../failover/workflow.ts'
import { readDuration } from '../condition-text.ts'
import { notSetUp, type Senders } from '../notify-text.ts'
import { normalizeNumber } from '../recipient-text.ts'
import { FIELD_ERRORS, problemSentence } from '../words/form.ts'
import type { DraftMessage, FormDraft } from './form-draft.ts'
import { blockIdOf, conditionOf, contentOf, type MessageField, TEXT_BLOCK } from './form-fields.ts'

/** What is said under a field, by the field's block id. */
export type FormErrors = Record<string, string>

/** What a draft says: its messages as far as they can be read, and what is wrong with what was entered. */
export interface ReadDraft {
  messages: WorkflowMessage[]
  errors: FormErrors
}

/** Reads a draft as what is to be sent; the rules of `validate` are not looked at. */
export function messagesOf(draft: FormDraft, senders: Senders): ReadDraft {
  const errors: FormErrors = {}
  const messages = draft.messages.map((message, index) => {
    const isLast = index === draft.messages.length - 1
    for (const [field, words] of mistakesOf(message, senders, isLast)) {
      errors[blockIdOf(message.key, field, message.channel)] = words
    }
    return readMessage(message, draft.text, { from: senders[message.channel] ?? '', isLast })
  })
  return { messages, errors }
}

function mistakesOf(message: DraftMessage, senders: Senders, isLast: boolean): [MessageField, string][] {
  const { channel, to, expiry } = message
  const mistakes: [MessageField, string][] = []
  if (senders[channel] === undefined) mistakes.push(['channel', problemSentence(notSetUp(channel))])
  if (to.trim() === '') mistakes.push(['to', FIELD_ERRORS.to])
  if (contentOf(message) === 'template') {
    for (const field of ['templateName', 'templateLocale'] as const) {
      if (message[field].trim() === '') mistakes.push([field, FIELD_ERRORS[field]])
    }
  }
  if (!isLast && !('chosenSeconds' in expiry) && readDuration(expiry.typed.trim()) === undefined) {
    mistakes.push(['expiryTyped', FIELD_ERRORS.time])
  }
  if (ttlOf(message) !== undefined && Number.isNaN(ttlOf(message))) mistakes.push(['ttl', FIELD_ERRORS.time])
  return mistakes
}

function readMessage(
  message: DraftMessage,
  sharedText: string,
  { from, isLast }: { from: string; isLast: boolean },
): WorkflowMessage {
  const { channel } = message
  const to = message.to.trim()
  const options = optionsOf(message)
  return {
    channel,
    from,
    to: CHANNELS[channel].to === 'number' ? normalizeNumber(to) : to,
    content: readContent(message, sharedText),
    ...(Object.keys(options).length > 0 ? { options } : {}),
    ...(isLast ? {} : { failover: failoverOf(message) }),
  }
}

function readContent(message: DraftMessage, sharedText: string): Content {
  const content = contentOf(message)
  switch (content) {
    case 'text':
      return { type: 'text', text: sharedText.trim() }
    case 'own text':
      return { type: 'text', text: message.ownText.trim() }
    case 'template': {
      const parameters = message.templateParameters.trim()
      return {
        type: 'template',
        name: message.templateName.trim(),
        parameters: parameters === '' ? [] : parameters.split('\n').map((line) => line.trim()),
      }
    }
    default: {
      const caption = message.caption.trim()
      const isCaptioned = CHANNELS[message.channel].captionedTypes.includes(content)
      return { type: content, url: message.url.trim(), ...(isCaptioned && caption !== '' ? { caption } : {}) }
    }
  }
}

function optionsOf(message: DraftMessage): ChannelOptions {
  const { channel, messengerTag, templateLocale } = message
  const ttlSeconds = ttlOf(message)
  const locale = templateLocale.trim()
  return {
    ...(channel === 'messenger' ? tagOptions(messengerTag) : {}),
    ...(ttlSeconds === undefined || Number.isNaN(ttlSeconds) ? {} : { ttlSeconds }),
    ...(contentOf(message) === 'template' && locale !== '' ? { locale } : {}),
  }
}

function tagOptions(tag: string): ChannelOptions {
  if (tag === '') return {}
  return tag === 'response' || tag === 'update' ? { category: tag } : { category: 'message_tag', tag }
}

/** Seconds; nothing where none was asked for or the channel has none, NaN where it can't be read. */
function ttlOf({ channel, ttl }: DraftMessage): number | undefined {
  const typed = ttl.trim()
  if (typed === '' || !CHANNELS[channel].ttlSeconds) return undefined
  return readDuration(typed) ?? Number.NaN
}

/** A time that can't be read is NaN. */
function failoverOf(message: DraftMessage): Failover {
  const { expiry } = message
  const expirySeconds =
    'chosenSeconds' in expiry ? expiry.chosenSeconds : (readDuration(expiry.typed.trim()) ?? Number.NaN)
  return { expirySeconds, conditionStatus: conditionOf(message) }
}

/** The input in which each problem is shown; that of a text is the one that it was entered in. */
const INPUT_OF: Readonly<Record<Exclude<Field, 'text' | 'expirySeconds' | 'options'>, MessageField>> = {
  from: 'channel',
  to: 'to',
  content: 'content',
  url: 'url',
  caption: 'caption',
  thumbUrl: 'url',
  failover: 'condition',
  conditionStatus: 'condition',
  ttlSeconds: 'ttl',
}

/** The messages of a draft, and all that is wrong with them at their fields: what can't be read, before what the rules say. */
export function checkedMessages(
  draft: FormDraft,
  senders: Senders,
): { messages: WorkflowMessage[]; mistakes: FormErrors } {
  const { messages, errors } = messagesOf(draft, senders)
  return { messages, mistakes: { ...formErrors(validate(messages), draft), ...errors } }
}

/** What the rules found, at the input that has it; of several at one input the first. */
export function formErrors(problems: readonly Problem[], { messages }: FormDraft): FormErrors {
  const errors: FormErrors = {}
  for (const { index, field, reason } of problems) {
    const message = messages[index]
    const blockId = message ? blockOf(message, field) : TEXT_BLOCK
    errors[blockId] ??= problemSentence(reason)
  }
  return errors
}

function blockOf(message: DraftMessage, field: Field): string {
  const block = (input: MessageField) => blockIdOf(message.key, input, message.channel)
  switch (field) {
    case 'text':
      return contentOf(message) === 'own text' ? block('ownText') : TEXT_BLOCK
    case 'expirySeconds':
      return block('chosenSeconds' in message.expiry ? 'expiry' : 'expiryTyped')
    case 'options':
      return block(contentOf(message) === 'template' ? 'templateLocale' : 'messengerTag')
    default:
      return block(INPUT_OF[field])
  }
}
