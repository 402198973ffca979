import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { bodyOf, type Changes, content, smsStep } from './bodies.ts'

/** What differs from a good request: `POST /beta/workflows` with good credentials and JSON. */
export interface WireRequest {
  body?: unknown
  path?: string
  method?: string
  headers?: Readonly<Record<string, string>>
  /** How many good requests are made before it in the same second, which are all that the client has. */
  after?: number
}

/** What is answered: 202 with the messages that were taken, or a problem. */
export type WireAnswer =
  | { status: 202; taken: readonly Partial<WorkflowMessage>[]; words: string }
  /** `names` are the invalid parameters of a 400, `type` is the end of the problem's type. */
  | { status: number; names?: readonly string[]; type?: string }

/** One leniency or refusal. */
export interface WireRow {
  /** What the client sends. */
  what: string
  /** Where that is written, or who was seen to send it. */
  source: string
  request: WireRequest
  answer: WireAnswer
}

/** Rows that belong together. */
export interface WireSection {
  title: string
  rows: readonly WireRow[]
}

/** Where the rules of the wire are written. */
export const SOURCES = {
  body: 'Dispatch API 0.3.3, createWorkflow',
  address: 'Dispatch API 0.3.3, ToProperty and FromProperty',
  content: 'Dispatch API 0.3.3, MessageProperty',
  failover: 'Dispatch API 0.3.3, FailoverProperty',
  old: 'Messages API 1.4.0, SendMessage',
  now: 'Messages API 1.20.0, SendMessage',
  guide: 'the vendor’s guide to authentication',
  errors: 'the vendor’s common errors',
  node: 'the vendor’s Node client of 2018',
  samples: 'the vendor’s curl samples',
  ours: 'ours: a mistake would stay hidden',
} as const

/** A row whose body is taken; `words` say as what. */
export function taken(
  what: string,
  source: string,
  body: unknown,
  [words, ...messages]: [words: string, ...Partial<WorkflowMessage>[]],
): WireRow {
  return { what, source, request: { body }, answer: { status: 202, taken: messages, words } }
}

/** A row whose body is refused for these parameters. */
export function refused(what: string, source: string, body: unknown, ...names: string[]): WireRow {
  return { what, source, request: { body }, answer: { status: 400, names } }
}

/** A body of one SMS with other parts. */
export function smsBody(changes: Changes) {
  return bodyOf(smsStep(changes))
}

/** The message part with a text. */
export function text(of: unknown, options: Changes = {}) {
  return content({ type: 'text', text: of }, options)
}

/** The message part with a medium. */
export function media(type: 'image' | 'audio' | 'video' | 'file', of: Changes = {}, options: Changes = {}) {
  return content({ type, [type]: { url: `https://example.com/lift.${type}`, ...of } }, options)
}
