import { expect, test } from 'vitest'
import { installPage } from '../../src/slack/install-page.ts'

test('whatever a page says is shown as it is said, and is no markup', () => {
  const [title, text] = ['<b>Tom & "Ann"</b>', '<script>alert("1")</script> & so on']
  const page = installPage({ title, text, link: { url: 'https://a.example/?a=1&b="><i>', text: '<i>again</i>' } })
  expect(page).toContain('<h1>&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;</h1>')
  expect(page).toContain('<title>&lt;b&gt;Tom &amp; &quot;Ann&quot;&lt;/b&gt;</title>')
  expect(page).toContain('<p>&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; &amp; so on</p>')
  expect(page).toContain('<a href="https://a.example/?a=1&amp;b=&quot;&gt;&lt;i&gt;">&lt;i&gt;again&lt;/i&gt;</a>')
  expect(page).not.toMatch(/<(?:b|i|script)>/)
})
