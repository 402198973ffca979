import { INVISIBLE } from './blocks/text.ts'

/** A word of what was typed, with where it stands. */
export interface ChainWord {
  /** Without what can't be seen: numbers that are copied from elsewhere come with marks of direction. */
  word: string
  startAt: number
  endAt: number
  gap: Gap
}

/**
 * What stands before a word: blanks; one comma, with or without a blank; several commas; or another mark that people
 * join addresses with, at the word before it or after a blank.
 */
type Gap = 'blank' | 'comma' | 'tight comma' | 'commas' | 'tight mark' | 'mark'

/** Characters between two addresses; the other commas are of keyboards that have no plain one. */
const WORD = /[^\s,，、،;|>→]+/g

/** The words of a text and what stands between them. */
export function chainWordsOf(text: string): ChainWord[] {
  const words: ChainWord[] = []
  for (const match of text.matchAll(WORD)) {
    const endAt = match.index + match[0].length
    const seen = match[0].replace(INVISIBLE, '')
    // An arrow is a mark with its shaft.
    const word = text[endAt] === '>' ? seen.replace(/[-=]+$/, '') : seen
    if (word === '') continue
    const gap = gapOf(text.slice(words.at(-1)?.endAt ?? 0, match.index).replace(INVISIBLE, ''))
    words.push({ word, startAt: match.index, endAt, gap })
  }
  return words
}

function gapOf(between: string): Gap {
  const marks = between.replace(/\s/g, '')
  if (marks === '') return 'blank'
  if (/^[,，、،]$/.test(marks)) return between.length === 1 ? 'tight comma' : 'comma'
  if (/[,，、،]/.test(marks)) return 'commas'
  return /^\s/.test(between) ? 'mark' : 'tight mark'
}
