import type { Failure } from '../failover/state.ts'

/** The `error` of a status. Source: Dispatch API 0.3.3, MessageStatus.error. */
export interface CallbackError {
  code: number
  reason: string
}

/**
 * A refusal's number names a part of the request; as the code of a status the same number means something else, and
 * another one means the same. Source: Messages API 1.20.0, 422, and its table of asynchronous errors.
 */
const REFUSAL_CODES: Readonly<Record<string, number>> = {
  '110': 1430,
  '1060': 1450,
  '1100': 1400,
  '1110': 1410,
  '1120': 1420,
  '1130': 1430,
  '1140': 1440,
  '1150': 1020,
}

/** "Unknown": for what has no number. Source: Messages API 1.20.0, asynchronous errors. */
const UNKNOWN_CODE = 1330

/** The error of a message that the API refused at once. */
export function refusalError(failure: Failure): CallbackError {
  const { code = '' } = failure
  return { code: REFUSAL_CODES[code] ?? numberOf(code), reason: reasonOf(failure) }
}

/** The error that a receipt told of; its code is a number on the wire. */
export function receiptError(failure: Failure): CallbackError {
  return { code: numberOf(failure.code ?? ''), reason: reasonOf(failure) }
}

function numberOf(code: string): number {
  return /^\d{1,6}$/.test(code) ? Number(code) : UNKNOWN_CODE
}

function reasonOf({ title, detail, parameters = [] }: Failure): string {
  const words = detail === undefined ? title : `${title}: ${detail}`
  return parameters.length > 0 ? `${words} (${parameters.join('; ')})` : words
}
