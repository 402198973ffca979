import type { ProblemAnswer } from './http-exchange.ts'

const GENERAL = 'https://developer.nexmo.com/api-errors'

/** Source: vendor's common errors, BadCredentialsError. */
export const BAD_CREDENTIALS: ProblemAnswer = {
  status: 401,
  type: `${GENERAL}#unauthorized`,
  title: 'Invalid credentials supplied',
  detail: 'You did not provide correct credentials.',
}

/** Source: vendor's common errors, NotFoundError. */
export const NOT_FOUND: ProblemAnswer = {
  status: 404,
  type: `${GENERAL}#not-found`,
  title: 'Not Found',
  detail: 'The resource does not exist, or you do not have access',
}

/** Source: vendor's common errors, InvalidRequestMethod; its HTTP status is our reading. */
export const WRONG_VERB: ProblemAnswer = {
  status: 405,
  type: `${GENERAL}#wrong-verb`,
  title: 'Request method not allowed',
  detail: 'Request method not supported',
}

/** Source: vendor's common errors, UnsupportedContentTypeHeader; its HTTP status is our reading. */
export const WRONG_CONTENT_TYPE: ProblemAnswer = {
  status: 415,
  type: `${GENERAL}#content-type-header`,
  title: 'Unsupported Content-Type header',
  detail: "Unsupported Content-Type header provided. Must be one of the following: 'application/json'",
}
