import type { ReceiptFault } from '../messages-api/receipt-faults.ts'
import type { Fault as SlackFault } from '../slack/model.ts'
import type { Fault } from '../vonage/fault.ts'
import type { FaultId } from './catalog.ts'
import type { FaultSwitch } from './fault-switch.ts'

type Switches = Readonly<Record<FaultId, FaultSwitch>>
type Strikes = (id: FaultId) => boolean

const POSTING_METHODS = ['chat.postMessage', 'chat.update']
const OPENING_METHODS = ['views.open', 'views.push']

/** What goes wrong with a message that Backstop hands over. */
export function messageFault(switches: Switches, strikes: Strikes): Fault | undefined {
  if (strikes('api-429')) {
    return { kind: '429', retryAfterSeconds: switches['api-429'].number('retryAfterSeconds') }
  }
  if (strikes('api-500')) return { kind: '500' }
  if (strikes('api-timeout')) return { kind: 'timeout after accepting' }
  if (strikes('api-401')) return { kind: '401' }
  if (strikes('api-402')) return { kind: '402' }
  if (strikes('api-rejected')) {
    return { kind: 'reject after accepting', rejectCode: switches['api-rejected'].text('code') }
  }
  return strikes('receipt-before-answer') ? { kind: 'status before answer' } : undefined
}

/** What goes wrong with a receipt. */
export function receiptFault(switches: Switches, strikes: Strikes): ReceiptFault | undefined {
  if (strikes('receipt-late')) {
    return { kind: 'late', afterMs: switches['receipt-late'].number('afterSeconds') * 1000 }
  }
  if (strikes('receipt-lost')) return { kind: 'lost' }
  if (strikes('receipt-doubled')) return { kind: 'doubled' }
  if (strikes('receipts-reordered')) return { kind: 'reordered' }
  if (strikes('receipt-unsigned')) return { kind: 'unsigned' }
  return strikes('receipt-forged') ? { kind: 'forged' } : undefined
}

/** What goes wrong with a call of a Slack method; the faults of one kind of method don't meet others. */
export function slackFault(method: string, switches: Switches, strikes: Strikes): SlackFault | undefined {
  if (strikes('slack-429')) {
    return { httpStatus: 429, retryAfterSeconds: switches['slack-429'].number('retryAfterSeconds') }
  }
  if (strikes('slack-500')) return { httpStatus: 500, error: 'internal_error' }
  if (POSTING_METHODS.includes(method) && strikes('slack-channel-not-found')) return { error: 'channel_not_found' }
  if (OPENING_METHODS.includes(method) && strikes('slack-expired-trigger')) return { error: 'expired_trigger_id' }
  return undefined
}
