import type { ProblemAnswer } from '../vonage/http-exchange.ts'
import type { InvalidParameter } from '../vonage/value-check.ts'

const GENERAL = 'https://developer.vonage.com/api-errors'
const MESSAGES = 'https://developer.vonage.com/api-errors/messages'

/** 422 comes as application/json, all others as application/problem+json. Source: Messages API 1.20.0, responses. */
function unprocessable(
  code: string,
  title: string,
  detail: string,
  invalidParameters?: readonly InvalidParameter[],
): ProblemAnswer {
  return {
    status: 422,
    type: `${MESSAGES}#${code}`,
    title,
    detail,
    contentType: 'application/json',
    ...(invalidParameters && { invalidParameters }),
  }
}

/** The spelling is the vendor's. Source: Messages API 1.4.0, ErrorUnauthorizedMissingCredentials. */
export const UNAUTHORIZED: ProblemAnswer = {
  status: 401,
  type: `${GENERAL}/#unathorized`,
  title: 'You did not provide correct credentials.',
  detail: "Check that you're using the correct credentials, and that your account has this feature enabled",
}

/** Source: Messages API 1.4.0, ErrorPaymentRequired. */
export const LOW_BALANCE: ProblemAnswer = {
  status: 402,
  type: `${GENERAL}/#low-balance`,
  title: 'Low balance',
  detail: 'This request could not be performed due to your account balance being low.',
}

/** Source: Messages API 1.4.0, ErrorInternal. */
export const INTERNAL_ERROR: ProblemAnswer = {
  status: 500,
  type: `${MESSAGES}#1000`,
  title: 'Internal error',
  detail: 'There was an error processing your request in the Platform.',
}

/** `limit` requests a second; the next is allowed in `retryAfterSeconds`. Source: Messages API 1.20.0, 429. */
export function rateLimitHit(limit: number, retryAfterSeconds: number, resetAt: number): ProblemAnswer {
  return {
    status: 429,
    type: `${MESSAGES}#1000`,
    title: 'Rate Limit Hit',
    detail: 'Please wait, then retry your request',
    headers: {
      'Retry-After': String(retryAfterSeconds),
      'X-RateLimit-Limit': String(limit),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(resetAt),
    },
  }
}

/** Source: Messages API 1.4.0, ErrorInvalidJson. */
export function invalidJson(parserSays: string): ProblemAnswer {
  return {
    ...unprocessable('', 'The request body did not contain valid JSON', parserSays),
    type: `${GENERAL}#invalid-json`,
  }
}

/** Source: Messages API 1.4.0, ErrorChannel. */
export const UNSUPPORTED_CHANNEL = unprocessable(
  '1100',
  'Unsupported channel',
  'The specified channel is not supported.',
)

/** Source: Messages API 1.4.0, ErrorSender. */
export const INVALID_SENDER = unprocessable(
  '1120',
  'Invalid sender',
  'The `from` parameter is invalid for the given channel.',
)

/** The anchor 110 is the vendor's. Source: Messages API 1.4.0, ErrorRecipient. */
export const INVALID_RECIPIENT = unprocessable(
  '110',
  'Invalid recipient',
  'The `to` parameter is invalid for the given channel.',
)

/** Source: Messages API 1.4.0, ErrorMessageType; its detail there is a copy of the recipient's, so this one is ours. */
export const INVALID_MESSAGE_TYPE = unprocessable(
  '1140',
  'Invalid message type',
  'The `message_type` parameter is invalid for the given channel.',
)

/** Source: Messages API 1.4.0, ErrorClientReference, with the 100 characters of 1.20.0. */
export const INVALID_CLIENT_REF = unprocessable(
  '1060',
  'Invalid client reference',
  'The client reference can be a string of up to 100 characters.',
)

/** Source: Messages API 1.4.0, ErrorChannelParams. */
export function invalidChannelParameters(parameters: readonly InvalidParameter[]): ProblemAnswer {
  return unprocessable(
    '1110',
    'Invalid channel parameters',
    'The value of one or more parameters is invalid.',
    parameters,
  )
}

/** Source: Messages API 1.4.0, ErrorMessageParams. */
export function invalidMessageParameters(parameters: readonly InvalidParameter[]): ProblemAnswer {
  return unprocessable('1150', 'Invalid params', 'The value of one or more parameters is invalid.', parameters)
}
