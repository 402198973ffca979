import { nearestWord } from './nearest-word.ts'
import { readIdStart } from './short-id.ts'
import { didYouMean, idWanted, NOTHING_FOLLOWS_LIST } from './words/command-mistakes.ts'

/** What somebody asks for by its name, instead of sending something. */
export type Subcommand =
  | { type: 'help' }
  | { type: 'list' }
  /** Of the last notification, where no id is given. */
  | { type: 'status'; idStart?: string }
  | { type: 'cancel'; idStart: string }
  | { type: 'again'; idStart: string }
  /** A slip where nothing was typed that could be meant for a person. */
  | { type: 'wrong'; reason: string; isSlip?: true }

const NAMES = ['help', 'list', 'status', 'cancel', 'again'] as const

/** Reads a text that begins with the name of a subcommand, or nearly so; nothing where it does not. */
export function readSubcommand(text: string): Subcommand | undefined {
  const [first = '', ...rest] = text.split(/\s+/)
  const typed = first.toLowerCase()
  if (typed === '?') return { type: 'help' }
  const name = NAMES.find((known) => known === typed)
  if (name) return readNamed(name, rest)
  const near = /^[a-z]{3,}$/.test(typed) ? nearestWord(typed, NAMES) : undefined
  return near && wrong(didYouMean(first, near), rest)
}

function readNamed(name: (typeof NAMES)[number], rest: readonly string[]): Subcommand {
  if (name === 'help') return { type: 'help' }
  if (name === 'list') return rest.length === 0 ? { type: 'list' } : wrong(NOTHING_FOLLOWS_LIST, rest)
  const [word, ...more] = rest
  if (word === undefined && name === 'status') return { type: 'status' }
  const idStart = word === undefined || more.length > 0 ? undefined : readIdStart(word)
  return idStart === undefined ? wrong(idWanted(name, rest.join(' ')), rest) : { type: name, idStart }
}

/** More than one word after the name may be a text that only begins like a subcommand. */
function wrong(reason: string, rest: readonly string[]): Subcommand {
  return { type: 'wrong', reason, ...(rest.length <= 1 ? { isSlip: true } : {}) }
}
