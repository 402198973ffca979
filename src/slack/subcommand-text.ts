import { shorten } from './blocks/text.ts'
import { nearestWord } from './nearest-word.ts'
import { readIdStart } from './short-id.ts'

/** What somebody asks for by its name, instead of sending something. */
export type Subcommand =
  | { type: 'help' }
  | { type: 'list' }
  /** Of the last notification, where no id is given. */
  | { type: 'status'; idStart?: string }
  | { type: 'cancel'; idStart: string }
  | { type: 'wrong'; reason: string }

const NAMES = ['help', 'list', 'status', 'cancel'] as const

/** Characters of a word that are repeated. */
const WORD_MAX = 60

/** Reads a text that begins with the name of a subcommand, or nearly so; nothing where it does not. */
export function readSubcommand(text: string): Subcommand | undefined {
  const [first = '', ...rest] = text.split(/\s+/)
  const typed = first.toLowerCase()
  if (typed === '?') return { type: 'help' }
  const name = NAMES.find((known) => known === typed)
  if (name) return readNamed(name, rest)
  const near = /^[a-z]{3,}$/.test(typed) ? nearestWord(typed, NAMES) : undefined
  return (
    near && { type: 'wrong', reason: `there is no “${shorten(first, WORD_MAX)}”; did you mean \`/notify ${near}\`?` }
  )
}

function readNamed(name: (typeof NAMES)[number], rest: readonly string[]): Subcommand {
  if (name === 'help') return { type: 'help' }
  if (name === 'list') {
    if (rest.length === 0) return { type: 'list' }
    return { type: 'wrong', reason: 'nothing follows list; for one notification it is `/notify status N-7F3A2C`' }
  }
  const [word, ...more] = rest
  if (word === undefined && name === 'status') return { type: 'status' }
  const idStart = word === undefined || more.length > 0 ? undefined : readIdStart(word)
  if (idStart !== undefined) return { type: name, idStart }
  const what = word === undefined ? 'the id is missing' : `“${shorten(rest.join(' '), WORD_MAX)}” is no id`
  return { type: 'wrong', reason: `${what}: \`/notify ${name} N-7F3A2C\`; \`/notify list\` shows the ids` }
}
