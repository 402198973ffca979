/** An error that comes with `rejected` or `undeliverable`. */
export interface StatusError {
  code: string
  title: string
  /** Shortened from the vendor's text. */
  meaning: string
}

/** Source: vendor's table of asynchronous Messages API errors, with the additions of 1.20.0 that a phone can meet. */
const TABLE: readonly (readonly [code: string, title: string, meaning: string])[] = [
  ['1000', 'Throttled', 'The submission capacity of this account is exceeded. Wait and retry.'],
  ['1010', 'Missing params', 'Mandatory parameters are missing.'],
  ['1020', 'Invalid params', 'The value of one or more parameters is invalid.'],
  ['1021', 'Invalid tag', 'The tag value is invalid.'],
  ['1022', 'Invalid template parameters', 'Some of the parameters of the template were invalid.'],
  ['1030', 'Internal error', 'There was an error processing the request in the platform.'],
  ['1040', 'Invalid message', 'The platform could not process the request, for example for an unknown number prefix.'],
  ['1050', 'Number barred', 'The number is barred from receiving messages.'],
  ['1060', 'Partner account barred', 'The account of this api_key is barred from submitting messages.'],
  ['1070', 'Partner quota exceeded', 'The pre-paid account has too little credit for this message.'],
  ['1080', 'Account not enabled for REST', 'The account is not provisioned for REST submission.'],
  ['1090', 'Message too long', 'A binary SMS exceeds 140 octets.'],
  ['1100', 'Communication Failed', 'The message was not submitted because of a communication failure.'],
  ['1110', 'Invalid Signature', 'The submitted signature could not be verified.'],
  ['1120', 'Illegal Sender Address - rejected', 'Local regulations do not accept the sender of this message.'],
  ['1130', 'Invalid TTL', 'The value of ttl is invalid.'],
  ['1140', 'Facility not allowed', 'The request uses a facility that is not enabled on this account.'],
  ['1150', 'Invalid Message class', 'The message class is out of range.'],
  ['1160', 'Non White-listed Destination', 'The number is not in the list of approved destinations.'],
  ['1170', 'Invalid or Missing Msisdn Param', 'The recipient number is missing or invalid.'],
  ['1180', 'Absent Subscriber Temporary', 'The handset is out of coverage or switched off. Retry later.'],
  ['1190', 'Absent Subscriber Permanent', 'The number is no longer active.'],
  ['1200', 'Portability Error', 'There is an issue after the person changed carrier.'],
  ['1210', 'Anti-Spam Rejection', 'The carrier blocked the message for its sender or content.'],
  ['1220', 'Handset Busy', 'The handset was not available. Retry later.'],
  ['1230', 'Network Error', 'The network failed while the message was sent. Retry later.'],
  ['1240', 'Illegal Number', 'The person has opted out with STOP.'],
  ['1241', 'Too many send requests', 'Too many send requests to phone numbers.'],
  ['1250', 'Unroutable', 'The chosen route is not available.'],
  ['1260', 'Destination unreachable', 'The message could not be delivered to the phone number.'],
  ['1270', 'Subscriber Age Restriction', 'The carrier blocked the content for age restrictions.'],
  ['1280', 'Number Blocked by Carrier', 'The carrier blocked this message.'],
  ['1282', 'Rejected by provider', 'The provider rejected this message.'],
  ['1290', 'Pre-Paid - Insufficent funds', "The recipient's pre-paid account has too little credit."],
  ['1300', 'Not part of the provider network', 'The number or ID is not a user in the provider network.'],
  ['1310', 'Not suitable device', "The person's device can't receive the message."],
  ['1320', 'Message already sent', 'The message was already sent.'],
  ['1330', 'Unknown', 'The carrier reported an unknown error; the recipient may be unknown.'],
  ['1331', 'Provider error', 'The provider reported an error. Retry later.'],
  ['1340', 'Outside of the allowed window', 'The message is sent outside of the allowed response window.'],
  ['1350', 'Phone matching fee not paid', 'The Facebook Page needs to pay the phone matching access fee.'],
  ['1360', 'TTL was activated', 'The message was not delivered within its ttl.'],
  ['1370', 'Expired access Token', 'The Facebook access token has expired; consent is due every 90 days.'],
]

/** All of them. */
export const ERROR_CODES: readonly StatusError[] = TABLE.map(([code, title, meaning]) => ({ code, title, meaning }))

const BY_CODE = new Map(ERROR_CODES.map((error) => [error.code, error]))

/** The row of `code`. @throws Error for a code that is not in the table. */
export function statusError(code: string): StatusError {
  const error = BY_CODE.get(code)
  if (!error) throw new Error(`There is no Messages API error ${code}.`)
  return error
}
