import type { Channel } from './channel.ts'

/** What is to be done: the same on every channel, or something else on some. */
type Advice = string | (Partial<Record<Channel, string>> & { other: string })

/** One of the reasons that a receipt gives for a failure. */
export interface ErrorCode {
  /** Shortened from the vendor's words. */
  title: string
  /** A sentence without its full stop. */
  advice: Advice
  /** The vendor says that a later try may get through; it is only shown, since the next message has its turn. */
  isTemporary?: true
}

const CONTENT = 'Check what was sent: the API does not take it in this form'
const OPERATOR_ACCOUNT = 'An operator must ask the vendor about the account'
const NUMBER = 'Check the number'
const SENDER = 'An operator must check the sender of this channel in the settings and in the dashboard'
const LATER = 'It is temporary: a later try may get through'
const FILTERED = 'The carrier filters such messages: change the text, or ask the vendor to have the sender registered'
const MEDIA =
  'Check that the file can be fetched from its address by everybody and is of a kind and size that the channel takes'
const FRAUD =
  'The vendor stopped it as possible fraud: an operator must check the Fraud Defender rules in the dashboard'
const REGISTRATION = 'An operator must check how the sender is registered in that country'

const row = (title: string, advice: Advice): ErrorCode => ({ title, advice })
const temporary = (title: string): ErrorCode => ({ title, advice: LATER, isTemporary: true })

/**
 * What the code in a receipt means, and what to do. Source: Messages API 1.4.0 and 1.20.0, x-errors; of the codes that
 * 1.20.0 has added only what they are about.
 */
export const ERROR_CODES: Readonly<Record<string, ErrorCode>> = {
  '1000': temporary('Throttled'),
  '1010': row('Missing params', CONTENT),
  '1020': row('Invalid params', CONTENT),
  '1021': row('Invalid tag', 'Use a message tag that Messenger still has, for example ACCOUNT_UPDATE'),
  '1022': row('Invalid template', 'Check the template: its name, its language and how many parameters it has'),
  '1030': row('Internal error', 'The vendor had an error; if it comes again, an operator must tell the vendor'),
  '1040': row('Invalid message', 'Check the number, above all its country code, and what was sent'),
  '1050': row('Number barred', 'This number takes no messages; reach the person in another way'),
  '1060': row('Partner account barred', OPERATOR_ACCOUNT),
  '1070': row('Partner quota exceeded', 'The account is out of credit: an operator must top it up'),
  '1080': row('Account not enabled for REST', OPERATOR_ACCOUNT),
  '1090': row('Message too long', 'Shorten the text'),
  '1100': row('Communication failed', 'The vendor could not pass it on; try again later'),
  '1110': row('Invalid signature', 'An operator must check the VONAGE_ settings'),
  '1120': row(
    'Illegal sender',
    'That country does not take this sender: an operator must use a number or a registered name',
  ),
  '1130': row('Invalid TTL', 'Check the time to live'),
  '1140': row('Facility not allowed', 'The account may not send this kind of message: an operator must ask the vendor'),
  '1150': row('Invalid message class', CONTENT),
  '1160': row(
    'Non-white-listed destination',
    'The account may only write to approved numbers: add this one in the dashboard',
  ),
  '1170': row('Invalid or missing number', NUMBER),
  '1180': temporary('Absent subscriber, temporary'),
  '1190': row('Absent subscriber, permanent', 'The number is no longer in use: remove it'),
  '1200': row('Portability error', 'The person has changed carriers and must ask the new one why it takes no messages'),
  '1210': row('Anti-spam rejection', FILTERED),
  '1220': temporary('Handset busy'),
  '1230': temporary('Network error'),
  '1240': row('Illegal number', 'The person has answered STOP and wants no messages; only they can take that back'),
  '1241': row('Too many send requests', 'Too much was sent to this number; wait before you write again'),
  '1242': row('Number pool', 'An operator must check the pool of numbers that messages are sent from'),
  '1250': row('Unroutable', 'There is no way to this network: check the number, or use another channel'),
  '1251': row('Unroutable', 'There is no way to this network: check the number, or use another channel'),
  '1260': row('Destination unreachable', {
    viber_service_msg:
      'Check the number; the Viber account may not be enabled for that country, which an operator can ask for',
    other: 'Check the number, or use another channel',
  }),
  '1270': row('Subscriber age restriction', 'The carrier blocks such content for this person; use another channel'),
  '1280': row(
    'Number blocked by carrier',
    'The carrier lets this number receive no such messages; use another channel',
  ),
  '1282': row('Rejected by provider', 'The provider refuses it without a reason; use another channel'),
  '1290': row('Pre-paid, insufficient funds', "The person's own plan is out of credit; use another channel"),
  '1300': row('Not part of the provider network', {
    messenger: 'The page knows nobody by this id: the person must write to the page first',
    viber_service_msg: 'This number is not on Viber; use another channel',
    whatsapp: 'This number is not on WhatsApp; use another channel',
    rcs: 'This phone or its carrier has no RCS; use another channel',
    other: 'This number is not in the network; use another channel',
  }),
  '1310': row('Not suitable device', 'The phone can not take such a message; use another channel'),
  '1320': row('Message already sent', 'The same was sent before; nothing is to be done'),
  '1330': row('Unknown', 'The carrier gives no reason: check the number'),
  '1331': temporary('Provider error'),
  '1340': row('Outside of the allowed window', {
    messenger:
      'It is more than 24 hours since the person wrote to the page: use a message tag, or have them write to the page',
    whatsapp:
      'It is more than 24 hours since the person wrote to this number: use a template, or have them write first',
    other: 'The person has not written for too long: use a tag or a template, or have them write first',
  }),
  '1350': row('Phone matching fee not paid', 'An operator must pay the fee for the Facebook page, or use its ids'),
  '1360': row(
    'TTL was activated',
    'It expired before it could be delivered: the phone may be off; allow more time, or use another channel',
  ),
  '1370': row(
    'Expired access token',
    "The Facebook page's token has expired: an operator must connect the page to the vendor again",
  ),
  '1380': row('Invalid resource', MEDIA),
  '1381': row('Resource too large', MEDIA),
  '1382': row('Invalid resource type', MEDIA),
  '1400': row('Unsupported channel', 'An operator must check that the account may use this channel'),
  '1410': row('Invalid channel parameters', CONTENT),
  '1420': row('Invalid sender', SENDER),
  '1430': row('Invalid recipient', 'Check the address of the person on this channel'),
  '1431': row('Invalid recipient', 'Check the address of the person on this channel'),
  '1440': row('Invalid message type', 'This channel can not carry such content; send a text'),
  '1450': row('Invalid client reference', CONTENT),
  '1451': row('Invalid context', CONTENT),
  '1460': row(
    'Daily limit',
    'The sender has used up its day; wait, or have an operator raise the limit of the campaign',
  ),
  '1461': row('Limited by the provider', 'The provider limits this sender; wait before you write again'),
  '1470': row('Fraud Defender', FRAUD),
  '1472': row('Fraud Defender', FRAUD),
  '1473': row('Fraud Defender', FRAUD),
  '1474': row('Fraud Defender', FRAUD),
  '1475': row('Fraud Defender', FRAUD),
  '1476': row('Fraud Defender', FRAUD),
  '1480': row('Regulatory filter', REGISTRATION),
  '1481': row('Regulatory filter', REGISTRATION),
  '1482': row('Regulatory filter', REGISTRATION),
  '1483': row('Regulatory filter', REGISTRATION),
  '1484': row('Regulatory filter', REGISTRATION),
  '1490': row('SMS segment timeout', 'Only parts of it may have arrived: nobody can say; ask the person'),
  '2001': row('Refused', OPERATOR_ACCOUNT),
  '2002': row('Refused', OPERATOR_ACCOUNT),
  '2003': row('Refused', OPERATOR_ACCOUNT),
}

/**
 * What to do about a message that the API refused at once; there the numbers name parts of the request, and mean something
 * else than in receipts. Source: Messages API 1.20.0, 422.
 */
const REFUSAL_ADVICE: Readonly<Record<string, string>> = {
  '110': 'Check the address of the person on this channel',
  '1060': CONTENT,
  '1100': 'An operator must check that the account may use this channel',
  '1110': CONTENT,
  '1120': SENDER,
  '1130': 'Check the address of the person on this channel',
  '1140': 'This channel can not carry such content; send a text',
  '1150': CONTENT,
}

/** Who said that a message failed: the API's answer to the request, or a receipt. */
export type FailureSource = 'answer' | 'receipt'

/** What to do about a failure, or undefined where its code says nothing. */
export function adviceOn(code: string | undefined, source: FailureSource, channel: Channel): string | undefined {
  if (code === undefined) return undefined
  if (source === 'answer') return Object.hasOwn(REFUSAL_ADVICE, code) ? REFUSAL_ADVICE[code] : undefined
  const advice = Object.hasOwn(ERROR_CODES, code) ? ERROR_CODES[code]?.advice : undefined
  return typeof advice === 'object' ? (advice[channel] ?? advice.other) : advice
}
