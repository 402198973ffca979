/**
 * What the sandbox and its Backstop say to each other over the child process's channel. The sandbox begins with a
 * `clock`; Backstop starts then, and says `ready` or `failed`.
 */
import type { ClockBase } from './clock-base.ts'

/** From the sandbox to its Backstop. */
export type Order = { type: 'clock'; base: ClockBase } | { type: 'ask'; id: number; question: Question }

/** What can be asked; all but the lock only read. */
export type Question =
  /** When something is decided or sent next, in business time. */
  | { about: 'next deadline' }
  | { about: 'workflows'; limit: number }
  /** Keeps whatever needs the database waiting, for real milliseconds. */
  | { about: 'lock database'; forMs: number }

/** From Backstop to the sandbox. `port` where it was taken. */
export type Report =
  | { type: 'ready'; url: string }
  | { type: 'failed'; message: string; code?: string; port?: number }
  | { type: 'answer'; id: number; answer: unknown }
  | { type: 'no answer'; id: number; message: string }

/** Whether a message of the channel is an order or a report; both ends are our own programs. */
export function isSaid<Said extends Order | Report>(message: unknown): message is Said {
  return typeof message === 'object' && message !== null && 'type' in message
}
