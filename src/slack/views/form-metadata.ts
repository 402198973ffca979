import { z } from 'zod'
import { type Channel, knownChannel } from '../../failover/channel.ts'
import { MESSAGE_FIELDS, type MessageField } from './form-fields.ts'

/** Characters of a view's private_metadata. Source: Slack, Block Kit, view. */
export const METADATA_MAX = 3000

/** What the form knows besides what is entered in it. */
export interface FormContext {
  /** Where it was opened; the form asks where there is none. */
  conversationId?: string
  /** What was chosen where it asks. */
  chosenConversationId?: string
  threadTs?: string
  /** The notification that is sent again. */
  againOf?: string
  /** The content that may be sent although the same was sent a moment ago, as a hash. */
  confirmed?: string
}

/** Of a message in a view: the channel that its blocks are for, and what is entered in inputs that are not shown. */
export interface HiddenMessage {
  key: string
  channel: Channel
  hidden: Partial<Record<MessageField, string>>
}

/** What the form's private_metadata holds, so that nothing that was entered is lost while it is not shown. */
export interface FormMetadata {
  context: Omit<FormContext, 'chosenConversationId'>
  messages: HiddenMessage[]
  /** See the draft's. */
  lastKeyNumber: number
  /** A hash of all that the view shows but what is entered, to see whether it must be shown anew. */
  shown: string
}

const optional = z.string().optional()

const schema = z.object({
  conversationId: optional,
  threadTs: optional,
  againOf: optional,
  confirmed: optional,
  shown: z.string(),
  // Absent in a form that was opened before a new version was started.
  lastKeyNumber: z.number().default(0),
  messages: z.array(
    z.object({
      key: z.string(),
      channel: z.string().transform((word) => knownChannel(word) ?? 'sms'),
      hidden: z.partialRecord(z.enum(MESSAGE_FIELDS), z.string()).optional(),
    }),
  ),
})

/** As it is put into the view. */
export function writeMetadata({ context, messages, lastKeyNumber, shown }: FormMetadata): string {
  const { conversationId, threadTs, againOf, confirmed } = context
  const short = messages.map(({ key, channel, hidden }) => ({
    key,
    channel,
    ...(Object.keys(hidden).length > 0 ? { hidden } : {}),
  }))
  return JSON.stringify({ conversationId, threadTs, againOf, confirmed, shown, lastKeyNumber, messages: short })
}

/** As it was put into the view. @throws Error where it is not of our form. */
export function readMetadata(text: string): FormMetadata {
  const { messages, lastKeyNumber, shown, conversationId, threadTs, againOf, confirmed } = schema.parse(
    JSON.parse(text),
  )
  return {
    context: {
      ...(conversationId === undefined ? {} : { conversationId }),
      ...(threadTs === undefined ? {} : { threadTs }),
      ...(againOf === undefined ? {} : { againOf }),
      ...(confirmed === undefined ? {} : { confirmed }),
    },
    messages: messages.map(({ hidden = {}, ...message }) => ({ ...message, hidden: withoutAbsent(hidden) })),
    lastKeyNumber,
    shown,
  }
}

function withoutAbsent(hidden: Partial<Record<MessageField, string | undefined>>): HiddenMessage['hidden'] {
  const present: HiddenMessage['hidden'] = {}
  for (const field of MESSAGE_FIELDS) {
    const value = hidden[field]
    if (value !== undefined) present[field] = value
  }
  return present
}
