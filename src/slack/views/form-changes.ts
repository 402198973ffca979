import { CHANNELS, type Channel } from '../../failover/channel.ts'
import { CHAIN_MAX, type Senders } from '../notify-text.ts'
import { newMessage } from './draft-of.ts'
import { type FormDraft, lastKeyNumberOf } from './form-draft.ts'
import { FORM_ACTIONS } from './form-fields.ts'

/** The channels that are set up, in the order of the channel table. */
export function channelsOf(senders: Senders): Channel[] {
  return (Object.keys(CHANNELS) as Channel[]).filter((channel) => senders[channel] !== undefined)
}

/** The form for somebody who has sent nothing yet: the channel that can tell the most, then SMS. */
export function firstDraft(senders: Senders): FormDraft {
  const channels = channelsOf(senders)
  const first = channels[0] ?? 'sms'
  const last = channels.includes('sms') ? 'sms' : channels.at(-1)
  const chain = last === undefined || last === first ? [first] : [first, last]
  return { text: '', messages: chain.map((channel, index) => newMessage(`m${index + 1}`, channel)) }
}

/** The form after a click on one of its buttons or menus; anything else changes nothing. */
export function changedDraft(
  draft: FormDraft,
  { actionId, value }: { actionId: string; value: string },
  senders: Senders,
): FormDraft {
  if (actionId === FORM_ACTIONS.add) return withOneMore(draft, senders)
  if (actionId !== FORM_ACTIONS.message) return draft
  const [what, key] = value.split(' ')
  const index = draft.messages.findIndex((message) => message.key === key)
  if (index < 0) return draft
  switch (what) {
    case 'up':
      return swapped(draft, index - 1)
    case 'down':
      return swapped(draft, index)
    case 'remove':
      return draft.messages.length > 1
        ? { ...draft, messages: draft.messages.filter((_, place) => place !== index) }
        : draft
    default:
      return draft
  }
}

function withOneMore(draft: FormDraft, senders: Senders): FormDraft {
  const { messages } = draft
  if (messages.length >= CHAIN_MAX) return draft
  const channels = channelsOf(senders)
  const unused = channels.find((channel) => messages.every((message) => message.channel !== channel))
  const key = `m${lastKeyNumberOf(draft) + 1}`
  return { ...draft, messages: [...messages, newMessage(key, unused ?? channels.at(-1) ?? 'sms')] }
}

/** The message at a place and the one after it change places. */
function swapped(draft: FormDraft, place: number): FormDraft {
  const messages = [...draft.messages]
  const [first, second] = [messages[place], messages[place + 1]]
  if (!first || !second) return draft
  messages.splice(place, 2, second, first)
  return { ...draft, messages }
}
