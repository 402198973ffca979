import type { KeyObject } from 'node:crypto'

/** A program that may call our Workflows API: an application, an account, or both. */
export interface ApiClient {
  /** Its name in the configuration; what it asked for is kept under it. */
  name: string
  application?: { id: string; publicKey: KeyObject }
  account?: { apiKey: string; apiSecret: string }
  /** Where its callbacks go; only ever from the configuration. Absent: it gets none. */
  callbackUrl?: string
  /** Signs its callbacks; the operator's, where it has none of its own. */
  signatureSecret?: string
  /** Whether it sees and may end the workflows of everybody, the bot's included; else only its own. */
  isOperator: boolean
}

/** The client that has the operator's own credentials. */
export const OPERATOR_CLIENT = 'operator'
