/** Where a webhook is on its way: `held` by the switch, on the wire, waiting for its next attempt, or over. */
export type WebhookState = 'held' | 'sending' | 'waiting' | 'answered' | 'dropped' | 'given up'

/** What one attempt met: an HTTP status, or why there was none. */
export interface WebhookAnswer {
  status: number | 'no connection' | 'no answer'
  /** Business ms. */
  at: number
}

/** One webhook and its attempts. The objects are live: they change as attempts are made. */
export interface WebhookRecord {
  readonly webhookId: string
  readonly url: string
  /** The raw body, byte for byte as each attempt sends it. */
  readonly body: string
  readonly answers: readonly WebhookAnswer[]
  /** Business ms of the next attempt, while `state` is `waiting`. */
  readonly nextAttemptAt?: number | undefined
  readonly state: WebhookState
}

/** How a webhook differs from what the real service would send, for tests of the receiver. */
export interface WebhookDistortion {
  /** No Authorization header at all, as the real service does "in the rare case of an internal error". */
  unsigned?: boolean
  /** Signed with another secret. */
  forged?: boolean
  /** The body is changed after it was signed. */
  tamperedBody?: boolean
  /** Later attempts are as they should be. */
  isFirstAttemptOnly?: boolean
  /** `iat` of the signature, in seconds since 1970; real time when left out. */
  issuedAt?: number
}
