import { INVISIBLE } from './blocks/text.ts'
import { type Item, isFullAddress, isWholeNumber, itemAt, startsChain } from './chain-item.ts'
import { type ChainWord, chainWordsOf } from './chain-word.ts'
import { beginsLikeCondition, beginsWithConnector } from './condition-attempt.ts'
import type { Slip } from './words/command-mistakes.ts'

/** What was typed after /notify: the words that were meant for who gets it, right or wrong, and what follows them. */
export interface ChainText {
  words: string[]
  /** As it was typed; it may be a text, with or without a condition before it. */
  rest: string
  /** Why the words are only what was most likely meant: nothing may be sent to them before somebody has agreed. */
  slip?: Slip
}

/** Words that people put between two addresses in place of a comma. */
const CONNECTOR = /^(?:then|and|or|else|[-=–—&+/.]+)$/i

/** Words of a text among which an address stands so near to the chain that it was most likely meant for it. */
const NEAR_WORDS = 4

/**
 * Finds the chain in a text as it was typed; without words where all of it is a text. A chain ends where no comma
 * stands before a word, unless that word can only be meant for one more address, or for the rest of a number.
 */
export function readChainText(text: string): ChainText {
  const all = chainWordsOf(text)
  const items: Item[] = []
  let at = 0
  let slip: Slip | undefined = all[0]?.gap === 'blank' ? undefined : 'comma left over'
  for (;;) {
    const next = items.length === 0 ? firstItem(all) : nextItem(all, at)
    if (!next) break
    items.push(next)
    slip = next.slip === 'blank in a number' ? next.slip : (slip ?? next.slip)
    at = next.next
    // What follows are its other digits, to be put where they belong by who typed them.
    if (slip === 'blank in a number') break
  }
  if (items.length === 0) return { words: [], rest: text }
  const follows = all[at]
  const isOpen = follows ? follows.gap !== 'blank' && follows.gap !== 'mark' : endsWithComma(text)
  if (isOpen) slip ??= 'comma left over'
  const rest = follows ? text.slice(follows.gap === 'mark' ? (all[at - 1]?.endAt ?? 0) : follows.startAt) : ''
  return { words: items.map(({ word }) => word), rest: rest.trim(), ...(slip ? { slip } : {}) }
}

/**
 * Whether there is a channel with an address where a text begins, like `otherwise by sms:447700900000`; anywhere in it
 * where it goes on from an address or begins like a condition.
 */
export function beginsLikeChain(text: string): boolean {
  const all = chainWordsOf(text)
  const isGoingOn = beginsWithConnector(text) || beginsLikeCondition(text)
  return all.slice(0, isGoingOn ? all.length : NEAR_WORDS).some(({ word }) => isFullAddress(word))
}

function endsWithComma(text: string): boolean {
  return /[,，、،;|>→]\s*$/.test(text.replace(INVISIBLE, ''))
}

/** The first word begins a chain where it is an address, or stands at the comma before one. */
function firstItem(all: readonly ChainWord[]): Item | undefined {
  const item = itemAt(all, 0)
  if (item) return item
  let at = 1
  while (all[at]?.gap === 'tight comma' && !itemAt(all, at)) at += 1
  return all[0] && all[at]?.gap === 'tight comma' ? { word: all[0].word, next: 1 } : undefined
}

function nextItem(all: readonly ChainWord[], at: number): Item | undefined {
  const word = all[at]
  if (!word) return undefined
  const item = itemAt(all, at)
  // Without a blank at the comma it is one word: what stands in it was meant for the chain.
  if (word.gap === 'tight comma') return item ?? { word: word.word, next: at + 1 }
  if (word.gap === 'commas') return item && { ...item, slip: 'comma left over' }
  if (word.gap === 'comma' && item && (item.slip || word.word.includes(':') || isWholeNumber(item.word))) return item
  const addressAt = pastConnectors(all, at)
  const meant = startsChain(all, addressAt) ? itemAt(all, addressAt) : undefined
  return meant && { ...meant, slip: meant.slip === 'blank in a number' ? meant.slip : 'comma missing' }
}

function pastConnectors(all: readonly ChainWord[], from: number): number {
  let at = from
  while (CONNECTOR.test(all[at]?.word ?? '')) at += 1
  return at
}
