import { shorten } from '../blocks/text.ts'

/** Characters of a word that are repeated where it was not understood. */
const WORD_MAX = 60

/** Characters of a text that are repeated in what is proposed. */
const TEXT_MAX = 40

/** A text where none was typed. */
export const EXAMPLE_TEXT = 'The server room is flooding'

/** How a condition is written. */
const CONDITION_EXAMPLE = '`if not read within 10m: The server room is flooding`'

/** There is a condition, and no message that follows. */
export const NOTHING_FOLLOWS =
  'no message follows if it is not: `/notify messenger:1234567890,sms:447700900000 if not read within 10m: The server room is flooding`'

/** A condition of which it can't be told what was meant. */
export const CONDITION_FORM = `a condition is written like ${CONDITION_EXAMPLE}`

/** Two conditions one after the other. */
export const CONDITION_TWICE = `a chain has one condition, written like ${CONDITION_EXAMPLE}`

/** A condition with a slip in it, and how it is written. */
export function meantCondition(meant: { conditionStatus: 'read' | 'delivered'; time: string; text: string }): string {
  const text = meant.text === '' ? EXAMPLE_TEXT : shorten(meant.text, TEXT_MAX).replaceAll('`', "'")
  return `a condition is written with “if not”, “within” and a colon; did you mean \`if not ${meant.conditionStatus} within ${meant.time}: ${text}\`?`
}

/** A condition that no message has. */
export const NO_CONDITION = `a message can be “read” or “delivered”, like ${CONDITION_EXAMPLE}`

/** A time that can't be read. */
export const NO_TIME = 'the time is a number with s, m, h or d, like `30s`, `10m`, `2h` or `1d`'

/** A time that is too short or too long. */
export const TIME_OUT_OF_BOUNDS = 'the time must be from `15s` to `1d`'

/** Something follows `list`. */
export const NOTHING_FOLLOWS_LIST = 'nothing follows list; for one notification it is `/notify status N-7F3A2C`'

/** A slip in the name of a subcommand. */
export function didYouMean(typed: string, name: string): string {
  return `there is no “${shorten(typed, WORD_MAX)}”; did you mean \`/notify ${name}\`?`
}

/** A subcommand without an id, or with something that is none. */
export function idWanted(name: string, typed: string): string {
  const where = name === 'again' ? 'the card shows its id' : '`/notify list` shows the ids'
  const example = `\`/notify ${name} N-7F3A2C\`; ${where}`
  return typed === '' ? `the id is missing: ${example}` : `“${shorten(typed, WORD_MAX)}” is no id: ${example}`
}

/** A chain without a text. */
export function textMissing(chain: string): string {
  return `the text is missing: \`/notify ${shorten(chain, WORD_MAX)} The server room is flooding\``
}

/** A chain that is too long. */
export function tooManyMessages(max: number, count: number): string {
  return `a chain has at most ${max} messages; this has ${count}`
}

/** A channel that there is none of. @param near the one that was most likely meant. */
export function noChannel(typed: string, near: string | undefined): string {
  const name = shorten(typed, WORD_MAX)
  return near === undefined
    ? `“${name}” is no channel; use messenger, viber, whatsapp or sms`
    : `“${name}” is no channel; did you mean \`${near}:\`?`
}

/** A word that says neither a channel nor a number. */
export function notAnAddress(typed: string): string {
  return `“${shorten(typed, WORD_MAX)}” is neither a number nor a channel with an address, like \`sms:447700900000\``
}

/** What is not quite a chain, though it can be told what was meant. */
export type Slip = 'comma missing' | 'comma left over' | 'blank in a number' | 'colon missing' | 'colon left over'

/** A number with blanks in it, of which it can't be told where it ends. */
export const BLANK_IN_A_NUMBER = 'a number has no blanks in it: `/notify 447700900000 The server room is flooding`'

const SLIPS: Readonly<Record<Exclude<Slip, 'blank in a number'>, string>> = {
  'comma missing': 'a comma stands between two addresses',
  'comma left over': 'a comma stands between two addresses, and nowhere else',
  'colon missing': 'a channel and its address are one word',
  'colon left over': 'a blank and the text follow the last address',
}

/** A chain with a slip in it, and how it is written. @param rest what follows the chain. */
export function meantChain(slip: Exclude<Slip, 'blank in a number'>, chain: string, rest: string): string {
  const text = shorten(rest, TEXT_MAX).replaceAll('`', "'")
  return `${SLIPS[slip]}; did you mean \`/notify ${chain.replaceAll('`', "'")} ${text}\`?`
}

/** An address stands at the beginning of the text. */
export const ADDRESS_IN_TEXT =
  'all addresses stand together, with commas, before the rest: `/notify messenger:1234567890,sms:447700900000 if not read within 10m: The server room is flooding`'

/** A channel that an operator has not set up. */
export function notSetUpWords(label: string, setting: string): string {
  return `${label} is not set up here: an operator has to set ${setting}`
}

/** A condition that the channel can't report. */
export function conditionCanNotBeMet(reason: string): string {
  return `the condition can't be met: ${reason}`
}

/** A part of a message that the rules refuse. @param what for example “SMS address”. */
export function partIsWrong(what: string, reason: string): string {
  return `the ${what} ${reason}`
}
