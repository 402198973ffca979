import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const folder = new URL('../../src/slack/', import.meta.url)

/** What nobody reads in Slack: errors that are thrown, where a bug was met, and the names of kinds. */
const NOT_SHOWN = /\b(?:Error|reportBug)\(|\bcase '|[=!]== '/

/** What operators read in the log, and a page of HTML around texts that stand with the others. */
const FOR_OTHERS = ['install-doors.ts', 'install-page.ts', 'installations.ts', 'workspaces.ts']

/** Words in a literal that is a text; a kind of something has fewer. */
const TEXT_WORDS_MIN = 4

/** Whether a literal is something to be read, rather than the name of a kind: it begins like a sentence, or is long. */
function isText(literal: string): boolean {
  const words = literal.split(/\s+/).filter((word) => /^[\p{L}’'“”*_.,:;…-]*\p{L}{2,}/u.test(word))
  return words.length >= TEXT_WORDS_MIN || (words.length > 1 && /^[^\p{Ll}]/u.test(literal))
}

/** The literals in a source, with what is filled in left out. */
function literalsOf(source: string): string[] {
  const lines = source
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .split('\n')
    .map((line) => line.replace(/(^|\s)\/\/.*$/, ''))
    .filter((line) => !NOT_SHOWN.test(line))
  return [...lines.join('\n').matchAll(/'((?:[^'\\\n]|\\.)*)'|"((?:[^"\\\n]|\\.)*)"|`((?:[^`\\]|\\.)*)`/g)].map(
    ([, single, double, template]) => (single ?? double ?? template ?? '').replace(/\$\{(?:[^{}]|\{[^}]*\})*\}/g, '…'),
  )
}

test('every text that Slack shows stands in src/slack/words, ready to be translated', () => {
  const elsewhere = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.startsWith('words/') && !FOR_OTHERS.includes(name))
    .flatMap((name) => {
      const texts = literalsOf(readFileSync(new URL(name, folder), 'utf8')).filter(isText)
      return texts.map((text) => `${name}: ${text}`)
    })
  expect(elsewhere).toEqual([])
})
