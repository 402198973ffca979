import { CHANNELS, type Channel, type ChannelRow } from '../../failover/channel.ts'
import type { ConditionStatus } from '../../failover/message-status.ts'
import type { DraftContent, DraftMessage } from './form-draft.ts'

/** The inputs that a message can have. */
export const MESSAGE_FIELDS = [
  'channel',
  'to',
  'content',
  'ownText',
  'url',
  'caption',
  'templateName',
  'templateParameters',
  'templateLocale',
  'messengerTag',
  'ttl',
  'condition',
  'expiry',
  'expiryTyped',
] as const

/** An input of a message. */
export type MessageField = (typeof MESSAGE_FIELDS)[number]

/** What is entered in each input of a message, shown or not, as Slack's inputs give it. */
export type MessageFields = Record<MessageField, string>

/** The choice of a time limit that is typed. */
export const TYPED_EXPIRY = 'typed'

/** The id of the input of the text that all messages share, and of its block. */
export const TEXT_BLOCK = 'form_text'

/** The id of the input of the conversation, and of its block. */
export const CONVERSATION_BLOCK = 'form_conversation'

/** The action_ids of the form's buttons and menus; those that change the form begin like those of its inputs. */
export const FORM_ACTIONS = { add: 'form_add', message: 'form_message', simulate: 'simulate_form' } as const

/** The id of an input, unique in its block. All changes of the form are heard by this beginning. */
export function actionIdOf(field: MessageField): string {
  return `form_${field}`
}

/**
 * The id of the block of an input: it names the message, so that Slack keeps what was entered wherever the message is
 * moved to, and the channel where the choices change with it.
 */
export function blockIdOf(key: string, field: MessageField, channel: Channel): string {
  const isOfChannel = field === 'content' || field === 'condition'
  return isOfChannel ? `${key}_${field}_${channel}` : `${key}_${field}`
}

/** A message as its inputs have it. */
export function fieldsOf({ key: _, expiry, ...message }: DraftMessage): MessageFields {
  const chosen = 'chosenSeconds' in expiry ? String(expiry.chosenSeconds) : TYPED_EXPIRY
  return { ...message, expiry: chosen, expiryTyped: expiry.typed ?? '' }
}

/** The message of these inputs; the other way round than `fieldsOf`. */
export function messageOf(key: string, fields: MessageFields): DraftMessage {
  const { expiry, expiryTyped, channel, content, condition, ...texts } = fields
  const typed = expiryTyped === '' ? {} : { typed: expiryTyped }
  return {
    key,
    ...texts,
    channel: channel as Channel,
    content: content as DraftContent,
    condition: condition as ConditionStatus,
    expiry: expiry === TYPED_EXPIRY ? { typed: expiryTyped } : { chosenSeconds: Number(expiry), ...typed },
  }
}

/** What a message can carry on a channel. */
export function contentsOf(channel: Channel): DraftContent[] {
  const { contentTypes }: ChannelRow = CHANNELS[channel]
  const media = (['image', 'file', 'template'] as const).filter((type) => contentTypes.includes(type))
  return ['text', 'own text', ...media]
}

/** What a message carries: what was chosen, or the text of all where its channel can't carry that. */
export function contentOf({ channel, content }: Pick<DraftMessage, 'channel' | 'content'>): DraftContent {
  return contentsOf(channel).includes(content) ? content : 'text'
}

/** What a message must reach: what was chosen, or what its channel can report. */
export function conditionOf({ channel, condition }: Pick<DraftMessage, 'channel' | 'condition'>): ConditionStatus {
  const { conditionStatuses } = CHANNELS[channel]
  return conditionStatuses.includes(condition) ? condition : (conditionStatuses[0] ?? 'delivered')
}

/** The inputs that a message shows, in their order. @param hasTag whether a tag may be needed. */
export function shownFields(message: DraftMessage, { isLast, hasTag }: { isLast: boolean; hasTag: boolean }) {
  const { channel, expiry, messengerTag } = message
  const shown = new Set<MessageField>(['channel', 'to', 'content', ...contentFields(message)])
  if (channel === 'messenger' && (hasTag || messengerTag !== '')) shown.add('messengerTag')
  if (CHANNELS[channel].ttlSeconds) shown.add('ttl')
  if (!isLast) {
    shown.add('condition').add('expiry')
    if (!('chosenSeconds' in expiry)) shown.add('expiryTyped')
  }
  return MESSAGE_FIELDS.filter((field) => shown.has(field))
}

function contentFields(message: DraftMessage): MessageField[] {
  const { captionedTypes }: ChannelRow = CHANNELS[message.channel]
  const content = contentOf(message)
  switch (content) {
    case 'text':
      return []
    case 'own text':
      return ['ownText']
    case 'template':
      return ['templateName', 'templateParameters', 'templateLocale']
    default:
      return captionedTypes.includes(content) ? ['url', 'caption'] : ['url']
  }
}
