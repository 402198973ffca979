/** What a check of an export came to. `not checked`: what would be needed for it is not there. */
export interface Finding {
  level: 'ok' | 'failed' | 'not checked'
  /** In words, with what is needed where it was not checked. */
  what: string
  /** The part of the export, such as `event 3`; receipts count from 1. */
  where: string
}

/** A check that found what it should. */
export function ok(where: string, what: string): Finding {
  return { level: 'ok', what, where }
}

/** A check that found something wrong. */
export function failed(where: string, what: string): Finding {
  return { level: 'failed', what, where }
}

/** A check that could not be made. */
export function notChecked(where: string, what: string): Finding {
  return { level: 'not checked', what, where }
}
