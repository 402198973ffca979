import { expect, test } from 'vitest'
import { parseMrkdwn, parsePlainText, type Token } from '../../../src/sandbox/page/mrkdwn.js'

const text = (words: string): Token => ({ type: 'text', text: words })

test.each<[string, Token[]]>([
  ['*bold*', [{ type: 'bold', children: [text('bold')] }]],
  ['_italic_', [{ type: 'italic', children: [text('italic')] }]],
  ['~gone~', [{ type: 'strike', children: [text('gone')] }]],
  ['`a *b*`', [{ type: 'code', text: 'a *b*' }]],
  ['```\nif (a &lt; b)\n```', [{ type: 'pre', text: 'if (a < b)' }]],
  ['*_both_*', [{ type: 'bold', children: [{ type: 'italic', children: [text('both')] }] }]],
  ['say *this* now', [text('say '), { type: 'bold', children: [text('this')] }, text(' now')]],
  ['<https://a.example/x?a=1&amp;b=2|here>', [{ type: 'link', url: 'https://a.example/x?a=1&b=2', text: 'here' }]],
  ['<mailto:a@b.example>', [{ type: 'link', url: 'mailto:a@b.example', text: 'mailto:a@b.example' }]],
  ['<@U0ADA>', [{ type: 'user', id: 'U0ADA', text: '' }]],
  ['<#C0INCIDENTS|incidents>', [{ type: 'conversation', id: 'C0INCIDENTS', text: 'incidents' }]],
  ['<!here>', [{ type: 'group', text: '@here' }]],
  [
    '<!date^1700000000^{date_short_pretty} {time_secs}|22:13 UTC>',
    [{ type: 'date', seconds: 1_700_000_000, format: '{date_short_pretty} {time_secs}', fallback: '22:13 UTC' }],
  ],
  ['a\nb', [text('a'), { type: 'break' }, text('b')]],
  [':tada: :nonesuch:', [text('🎉 :nonesuch:')]],
])('reads %j', (mrkdwn, tokens) => {
  expect(parseMrkdwn(mrkdwn)).toEqual(tokens)
})

test('takes lines that begin with > as one quote, as typed or escaped', () => {
  expect(parseMrkdwn('>one\n&gt; two\nthree')).toEqual([
    { type: 'quote', children: [text('one'), { type: 'break' }, text('two')] },
    text('three'),
  ])
})

test.each(['2*3*4', 'snake_case_name', '* not bold *', 'a ~ b ~ c', '*', '`', '<', '1 < 2 > 0', '<!unknown>'])(
  'leaves %j as it is',
  (words) => {
    expect(parseMrkdwn(words)).toEqual([text(words)])
  },
)

test.each([
  '<javascript:alert(1)|click>',
  '<JavaScript:alert(1)>',
  '<data:text/html,&lt;script&gt;alert(1)&lt;/script&gt;>',
  '<vbscript:x|x>',
  '< javascript:alert(1)>',
])('makes no link of %j', (mrkdwn) => {
  const tokens = parseMrkdwn(mrkdwn)
  expect(tokens.map(({ type }) => type)).toEqual(['text'])
})

test('keeps markup as words: an escaped tag is shown, not made', () => {
  const markup = '<img src=x onerror=alert(1)>'
  expect(parseMrkdwn(markup)).toEqual([text(markup)])
  expect(parseMrkdwn('&lt;script&gt;alert(1)&lt;/script&gt;')).toEqual([text('<script>alert(1)</script>')])
  expect(parseMrkdwn('*&lt;b&gt;*')).toEqual([{ type: 'bold', children: [text('<b>')] }])
})

test('unescapes once', () => {
  expect(parseMrkdwn('&amp;lt;b&amp;gt;')).toEqual([text('&lt;b&gt;')])
  expect(parseMrkdwn('&lt;@U0ADA&gt;')).toEqual([text('<@U0ADA>')])
})

test('finds nothing but emoji in a plain_text', () => {
  expect(parsePlainText('*a* <@U0ADA> :eyes:')).toEqual([text('*a* <@U0ADA> 👀')])
})

test('reads a long line of unclosed marks in no time', () => {
  const words = '*a _b ~c '.repeat(400)
  expect(parseMrkdwn(words)).toEqual([text(words)])
})
