/**
 * What can go wrong with one request.
 * - `429`, `500`, `401`, `402`, `400`: that documented error; nothing is accepted.
 * - `timeout after accepting`: accepted, never answered; the connection stays open until the client gives up.
 * - `drop after accepting`: accepted, then the connection is destroyed without an answer.
 * - `refuse before accepting`: the connection is destroyed before the body is read (after it, where `channel` is given).
 * - `delay`: accepted, answered after `delayMs` of real time.
 * - `reject after accepting`: accepted, answered, then rejected with `rejectCode`.
 * - `status before answer`: accepted, and the statuses that come at once are sent before the answer.
 */
export type FaultKind =
  | '400'
  | '401'
  | '402'
  | '429'
  | '500'
  | 'timeout after accepting'
  | 'drop after accepting'
  | 'refuse before accepting'
  | 'delay'
  | 'reject after accepting'
  | 'status before answer'

/** A fault to come. */
export interface Fault {
  kind: FaultKind
  /** `Retry-After` of a 429, in seconds; 1 when left out. */
  retryAfterSeconds?: number
  /** Real ms of a `delay`. */
  delayMs?: number
  /** How many requests it hits; 1 when left out. */
  times?: number
  /** Only requests of this channel (the wire's name); every request when left out. */
  channel?: string
  /** Code of a `reject after accepting`, see the error code table; `1300` when left out. */
  rejectCode?: string
}

/** Holds the answer to the next accepted request. */
export interface Gate {
  /** Resolves when a request has been accepted and waits for its answer. */
  arrived: Promise<void>
  /** Lets the answer go; may be called before anything arrived, then nothing is held. */
  release(): void
}
