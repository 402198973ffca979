import { ERROR_CODES } from '../messages-api/error-codes.ts'

/** What can be set of a fault beside how often it strikes. */
export type ParameterRow = { label: string } & (
  | { default: number; min: number; max: number; unit: string }
  | { default: string; choices: readonly string[] }
)

/** A fault as people choose it. */
export interface FaultRow {
  group: 'receipts' | 'messages api' | 'slack' | 'backstop'
  label: string
  /** One sentence. */
  explanation: string
  /**
   * When it may strike. `now`: as soon as it is switched on with a count; with a probability, at each message that
   * Backstop hands over.
   */
  occasion: 'message' | 'receipt' | 'slack call' | 'now'
  parameters?: Readonly<Record<string, ParameterRow>>
}

const seconds = (label: string, standard: number, max: number): ParameterRow => ({
  label,
  default: standard,
  min: 0,
  max,
  unit: 'seconds of business time',
})
const RETRY_AFTER = { retryAfterSeconds: seconds('Retry after', 5, 3600) }
const DAY_SECONDS = 86_400

/** Every fault by its id, in the order in which a page lists them; where several could strike, the first one does. */
export const FAULTS = {
  'receipt-late': {
    group: 'receipts',
    label: 'Late',
    explanation: 'The receipt comes only after a while, maybe when another message has gone already.',
    occasion: 'receipt',
    parameters: { afterSeconds: seconds('Late by', 900, DAY_SECONDS) },
  },
  'receipt-lost': {
    group: 'receipts',
    label: 'Lost',
    explanation: 'The receipt never comes, although the message is on the phone.',
    occasion: 'receipt',
  },
  'receipt-doubled': {
    group: 'receipts',
    label: 'Doubled',
    explanation: 'The same receipt comes twice, as webhooks that are delivered at least once may.',
    occasion: 'receipt',
  },
  'receipts-reordered': {
    group: 'receipts',
    label: 'Reordered',
    explanation: 'The receipt waits until the next one has gone before it, at most 30 seconds.',
    occasion: 'receipt',
  },
  'receipt-unsigned': {
    group: 'receipts',
    label: 'Unsigned',
    explanation: 'The receipt comes without a signature at first, and signed when it is repeated.',
    occasion: 'receipt',
  },
  'receipt-forged': {
    group: 'receipts',
    label: 'Forged',
    explanation:
      'Somebody else claims that the message was read, signed with a wrong secret; the true receipt follows.',
    occasion: 'receipt',
  },
  'receipt-before-answer': {
    group: 'receipts',
    label: 'Before the answer',
    explanation: 'The first receipt overtakes the answer of the API to the request that sent the message.',
    occasion: 'message',
  },
  'api-429': {
    group: 'messages api',
    label: '429 Rate limit',
    explanation: 'The Messages API asks to wait, and takes nothing.',
    occasion: 'message',
    parameters: RETRY_AFTER,
  },
  'api-500': {
    group: 'messages api',
    label: '500 Internal error',
    explanation: 'The Messages API fails with its documented error, and takes nothing.',
    occasion: 'message',
  },
  'api-timeout': {
    group: 'messages api',
    label: 'No answer',
    explanation: 'The Messages API takes the message and never answers, so that nobody knows whether it went out.',
    occasion: 'message',
  },
  'api-401': {
    group: 'messages api',
    label: '401 Credentials refused',
    explanation: 'The Messages API refuses the credentials: nothing can be sent until they are right again.',
    occasion: 'message',
  },
  'api-402': {
    group: 'messages api',
    label: '402 Out of credit',
    explanation: 'The account is out of credit: nothing can be sent until it is topped up.',
    occasion: 'message',
  },
  'api-rejected': {
    group: 'messages api',
    label: 'Rejected',
    explanation: 'The Messages API takes the message, and then its provider rejects it with an error code.',
    occasion: 'message',
    parameters: { code: { label: 'Code', default: '1300', choices: ERROR_CODES.map(({ code }) => code) } },
  },
  'slack-429': {
    group: 'slack',
    label: '429 Rate limit',
    explanation: 'Slack asks to wait, whichever method is called.',
    occasion: 'slack call',
    parameters: RETRY_AFTER,
  },
  'slack-500': {
    group: 'slack',
    label: '500 Internal error',
    explanation: 'Slack fails, whichever method is called.',
    occasion: 'slack call',
  },
  'slack-channel-not-found': {
    group: 'slack',
    label: 'channel_not_found',
    explanation: 'Slack does not know the conversation any more when a message is posted or edited there.',
    occasion: 'slack call',
  },
  'slack-expired-trigger': {
    group: 'slack',
    label: 'expired_trigger_id',
    explanation: 'The form comes too late: Slack opens none three seconds after the command or click.',
    occasion: 'slack call',
  },
  'slack-socket-refresh': {
    group: 'slack',
    label: 'Socket refresh',
    explanation: 'Slack asks each Socket Mode connection to come anew, as it does every few hours.',
    occasion: 'now',
  },
  'slack-outage': {
    group: 'slack',
    label: 'Outage',
    explanation: 'Slack answers 503 to everything for a while; messages go their way, and the cards follow later.',
    occasion: 'now',
    parameters: { forSeconds: seconds('For', 3600, DAY_SECONDS) },
  },
  'backstop-killed': {
    group: 'backstop',
    label: 'Killed while it sends',
    explanation:
      'Backstop is killed (-9) when the API has just taken a message, and started again on the same database.',
    occasion: 'message',
    parameters: {
      afterMessages: { label: 'After', default: 1, min: 1, max: 1000, unit: 'messages' },
      downSeconds: seconds('Down for', 0, DAY_SECONDS),
    },
  },
  'database-locked': {
    group: 'backstop',
    label: 'Database locked',
    explanation: 'Another transaction holds the database, and everything that needs it has to wait.',
    occasion: 'now',
    parameters: { forMs: { label: 'For', default: 5000, min: 1, max: 60_000, unit: 'milliseconds of real time' } },
  },
} as const satisfies Readonly<Record<string, FaultRow>>

/** The id of a fault. */
export type FaultId = keyof typeof FAULTS

/** Whether there is such a fault. */
export function isFaultId(id: unknown): id is FaultId {
  return typeof id === 'string' && Object.hasOwn(FAULTS, id)
}
