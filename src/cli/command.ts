import type { OutgoingRequest, RequestOutcome } from '../http/request.ts'
import type { ExitCode } from './exit-codes.ts'
import type { Style } from './style.ts'

/** What a command has of the outside. */
export interface Surroundings {
  environment: Record<string, string | undefined>
  /** Where relative paths begin. */
  folder: string
  /** All of standard input. */
  readInput: () => Promise<string>
  /** Results, for people and programs. */
  out: (text: string) => void
  /** Progress and problems, for people. */
  err: (text: string) => void
  /** Whether a person looks at the progress. */
  isErrWatched: boolean
  hasColour: boolean
  request: (outgoing: OutgoingRequest) => Promise<RequestOutcome>
  /** Real time in milliseconds. */
  now: () => number
  pause: (forMs: number) => Promise<void>
}

/** What a command works with. */
export interface Context extends Surroundings {
  /** Prints JSON for programs instead of text for people. */
  isJson: boolean
  style: Style
}

/** One option; those with an argument name it for the help. */
export interface Option {
  argument?: string
  short?: string
  help: string
}

/** What was typed after the command's name. */
export interface CommandInput {
  positionals: readonly string[]
  text: (option: string) => string | undefined
  has: (option: string) => boolean
}

/** One command. */
export interface Command {
  /** The words for its positionals; a last one in brackets may be left out. */
  positionals: readonly string[]
  summary: string
  /** More about it, in lines. */
  help: readonly string[]
  options: Readonly<Record<string, Option>>
  run: (input: CommandInput, context: Context) => Promise<ExitCode>
}
