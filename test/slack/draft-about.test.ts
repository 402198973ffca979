import { expect, test } from 'vitest'
import { permalinkOf } from '../../src/slack/permalink.ts'
import { draftAbout } from '../../src/slack/views/draft-about.ts'

const PLACE = { domain: 'acme', conversationId: 'C1', ts: '1700000000.000100' }
const ADDRESS = 'https://acme.slack.com/archives/C1/p1700000000000100'

test('a message’s text is taken along as it is read, with its address in a line of its own', () => {
  const { text, messages } = draftAbout(
    ' <@U1|ada>: pressure &gt; 9 bar\nsee <https://a.example|the book>\n',
    permalinkOf(PLACE),
  )
  expect(text).toBe(`@ada: pressure > 9 bar\nsee the book (https://a.example)\n${ADDRESS}`)
  expect(messages).toEqual([])
})

test('a text that is too long for the form is cut, and the address stays whole', () => {
  const { text } = draftAbout('x'.repeat(4000), permalinkOf({ ...PLACE, threadTs: '1600000000.000200' }))
  expect(text).toHaveLength(3000)
  expect(text).toMatch(/x…\nhttps:.*\?thread_ts=1600000000\.000200&cid=C1$/)
})

test('what has no text is its address alone, and what has no address its text', () => {
  expect(draftAbout('', permalinkOf(PLACE)).text).toBe(ADDRESS)
  expect(draftAbout('The lift is stuck', undefined).text).toBe('The lift is stuck')
})
