import { describe, expect, test } from 'vitest'
import { permalinkOf } from '../../src/slack/permalink.ts'
import { cutText, plainTextOf } from '../../src/slack/plain-text.ts'

describe('a message as plain text', () => {
  test.each([
    ['<@U1> and <@U2|ada>', '@U1 and @ada'],
    ['<#C1|incidents>, <#C2>, <#C3|>', '#incidents, #C2, #C3'],
    ['<!here> <!channel|channel> <!subteam^S1|@ops> <!subteam^S1>', '@here @channel @ops @S1'],
    ['<https://a.example/x?a=1&amp;b=2|the run book>', 'the run book (https://a.example/x?a=1&b=2)'],
    ['<https://a.example> <http://a.example|a.example>', 'https://a.example http://a.example'],
    ['<mailto:a@b.example|a@b.example> <tel:+447700900000|call me>', 'a@b.example call me (+447700900000)'],
    ['since <!date^1700000000^{time}|22:13 UTC>', 'since 22:13 UTC'],
    ['1 &lt; 2 &amp;&amp; 3 &gt; 2', '1 < 2 && 3 > 2'],
    ['&lt;@U1&gt; &amp;lt;', '<@U1> &lt;'],
    ['*bold* `code`\n> quote', '*bold* `code`\n> quote'],
    ['', ''],
  ])('%s reads %s', (mrkdwn, plain) => {
    expect(plainTextOf(mrkdwn)).toBe(plain)
  })
})

describe('a text that is cut', () => {
  test('stays as it is where it fits, line breaks and all', () => {
    expect(cutText('a\n\nb', 4)).toBe('a\n\nb')
  })

  test('shows that it was cut, and has no half of a character', () => {
    expect(cutText('abcdef', 4)).toBe('abc…')
    expect(cutText('ab👩c', 4)).toBe('ab…')
  })
})

describe('a message’s address', () => {
  const place = { domain: 'acme', conversationId: 'C1', ts: '1700000000.000100' }
  const own = 'https://acme.slack.com/archives/C1/p1700000000000100'

  test('is made of its workspace, conversation and ts', () => {
    expect(permalinkOf(place)).toBe(own)
    expect(permalinkOf({ ...place, threadTs: place.ts })).toBe(own)
  })

  test('of a reply names the thread, too', () => {
    const reply = permalinkOf({ ...place, threadTs: '1600000000.000200' })
    expect(reply).toBe(`${own}?thread_ts=1600000000.000200&cid=C1`)
  })
})
