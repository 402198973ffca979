import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CHANNELS } from '../../src/failover/channel.ts'
import { validate } from '../../src/failover/validation.ts'
import type { Senders } from '../../src/slack/notify-text.ts'
import { firstDraft } from '../../src/slack/views/form-changes.ts'
import type { DraftMessage, FormDraft } from '../../src/slack/views/form-draft.ts'
import { formErrors, messagesOf } from '../../src/slack/views/form-messages.ts'
import { writersLine, writersShownIn } from '../../src/slack/views/form-writers.ts'
import { loadingView, notifyForm } from '../../src/slack/views/notify-form.ts'
import { readForm } from '../../src/slack/views/read-notify-form.ts'
import { modalProblems } from './block-kit.ts'
import { ALL, circumstances, draftOf, drafts, HERE, inputsOf, NOW, sentBack, shown, wordsOf } from './form-state.ts'

describe('the form', () => {
  test('is one that Slack takes, whatever is in it, and gives back exactly what was in it', () => {
    fc.assert(
      fc.property(drafts, fc.boolean(), fc.boolean(), (draft, isSandbox, isElsewhere) => {
        const context = isElsewhere ? { chosenConversationId: 'C2', againOf: 'n1' } : { ...HERE, threadTs: '1.2' }
        const question = isSandbox ? { question: 'Really?' } : {}
        const view = notifyForm(draft, context, circumstances({ isSandbox, ...question }))
        expect(modalProblems(view)).toEqual([])
        expect(readForm(sentBack(view))).toMatchObject({ draft, context })
      }),
      { numRuns: 300 },
    )
  })

  test('shows the field of every mistake that can be in it', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { messages, errors } = messagesOf(draft, ALL)
        const mistakes = { ...formErrors(validate(messages), draft), ...errors }
        expect(inputsOf(shown(draft))).toEqual(expect.arrayContaining(Object.keys(mistakes)))
      }),
      { numRuns: 300 },
    )
  })

  test('begins with a view that needs nothing to be known', () => {
    expect(modalProblems(loadingView())).toEqual([])
    expect(loadingView()).not.toHaveProperty('submit')
  })

  test('asks for what is needed, and no more', () => {
    expect(inputsOf(shown(firstDraft(ALL)))).toEqual([
      'form_text',
      'm1_channel',
      'm1_to',
      'm1_content_messenger',
      'm1_condition_messenger',
      'm1_expiry',
      'm2_channel',
      'm2_to',
      'm2_content_sms',
    ])
  })

  test.each<[string, Partial<DraftMessage>, string[]]>([
    ['a text of its own', { content: 'own text' }, ['m1_ownText']],
    ['an image without a caption', { content: 'image' }, ['m1_url']],
    ['an image with one', { channel: 'whatsapp', content: 'image' }, ['m1_url', 'm1_caption']],
    [
      'a template',
      { channel: 'whatsapp', content: 'template' },
      ['m1_templateName', 'm1_templateParameters', 'm1_templateLocale'],
    ],
    ['a time that Viber drops it after', { channel: 'viber_service_msg' }, ['m1_ttl']],
    ['a tag that was chosen', { messengerTag: 'HUMAN_AGENT' }, ['m1_messengerTag']],
  ])('%s has its inputs', (_name, message, expected) => {
    const usual = ['form_text', 'm1_channel', 'm1_to', `m1_content_${message.channel ?? 'messenger'}`]
    expect(inputsOf(shown(draftOf(message)))).toEqual([...usual, ...expected])
  })

  test('a tag is asked for where the person has not written within 24 hours', () => {
    const draft = draftOf({ to: '2345678901234567' })
    expect(inputsOf(shown(draft))).toContain('m1_messengerTag')
    expect(inputsOf(shown(draft, { lastHeardAt: () => NOW - 1000 }))).not.toContain('m1_messengerTag')
  })

  test('another time is typed', () => {
    expect(inputsOf(shown(draftOf({ expiry: { typed: '' } }, {})))).toContain('m1_expiryTyped')
  })

  test('offers only the channels that are set up, and says of another that it is not', () => {
    const offered = (senders: Senders) => wordsOf(notifyForm(draftOf({}), HERE, circumstances({ senders })))
    expect(offered({ sms: '1', messenger: '2' })).not.toMatch(/WhatsApp|Viber|not set up/)
    expect(offered({ sms: '1' })).toContain('Messenger (not set up)')
  })

  test('asks for a conversation only where it was opened without one', () => {
    expect(inputsOf(shown(draftOf({})))).not.toContain('form_conversation')
    expect(inputsOf(notifyForm(draftOf({}), {}, circumstances()))).toContain('form_conversation')
  })

  test('what is hidden is kept in view where there is too much of it for the metadata, and nothing is lost', () => {
    const long = 'x'.repeat(3000)
    const draft = draftOf({ ownText: long, caption: 'short' })
    const view = shown(draft)
    expect(inputsOf(view)).toContain('m1_ownText')
    expect(wordsOf(view)).toContain('Its own text (kept, not sent)')
    expect(readForm(sentBack(view)).draft).toMatchObject(draft)
    const [read] = messagesOf(readForm(sentBack(view)).draft, ALL).messages
    expect(read?.content).toEqual({ type: 'text', text: 'Hello' })
  })

  test('the same view is known by its hash, whatever is entered; another one is not', () => {
    const hash = (draft: FormDraft) => readForm(sentBack(shown(draft))).shown
    const draft = draftOf({ channel: 'sms', to: '447700900000' }, { channel: 'sms', to: '447700900001' })
    expect(hash({ ...draft, text: 'Hello, Ada' })).toBe(hash(draft))
    expect(hash({ ...draft, text: 'x'.repeat(2000) })).not.toBe(hash(draft))
    expect(hash({ ...draft, messages: draft.messages.slice(0, 1) })).not.toBe(hash(draft))
  })

  test('is the same one for every letter of a text that is too long or goes as so many parts', () => {
    const draft = draftOf({ to: '2345678901234567' }, { channel: 'sms', to: '447700900000' })
    const lengths = Array.from({ length: 1500 }, (_, index) => index + 1)
    const hashes = lengths.map((length) => readForm(sentBack(shown({ ...draft, text: 'x'.repeat(length) }))).shown)
    const changes = lengths.filter((_, index) => index > 0 && hashes[index] !== hashes[index - 1])
    // A part of an SMS of several has 153 characters; Messenger takes 640, SMS 1000.
    expect(changes).toEqual([161, 307, 460, 613, 641, 766, 919, 1001])
  })

  test('says that nothing of a sandbox is real', () => {
    expect(wordsOf(shown(draftOf({}), { isSandbox: true }))).toContain('*SANDBOX* – nothing here is a real delivery')
    expect(wordsOf(shown(draftOf({})))).not.toContain('SANDBOX')
  })

  test('asks first, at its top, with another button', () => {
    const view = shown(draftOf({}), { question: 'Really?' })
    expect(view.submit?.text).toBe('Send again')
    expect(view.blocks[0]).toMatchObject({ text: { text: 'Really?' } })
  })
})

describe('the plan in words', () => {
  const chain = draftOf(
    { to: '2345678901234567', expiry: { chosenSeconds: 600 } },
    { channel: 'whatsapp', to: '+44 7700 900000', condition: 'delivered', expiry: { typed: '45m' } },
    { channel: 'sms' },
  )

  test('says what goes when, and when the last message goes at worst', () => {
    const words = wordsOf(shown(chain))
    expect(words).toContain('1. *Messenger* to `234…` goes at once.')
    expect(words).toContain('2. *WhatsApp* to `447…` if message 1 is not read within 10 min, or fails.')
    expect(words).toContain('3. *SMS* (no address yet) if message 2 is not delivered within 45 min, or fails.')
    expect(words).toContain('At worst the last message goes after 55 min.')
  })

  test('leaves out a time that can not be read', () => {
    const words = wordsOf(shown(draftOf({ expiry: { typed: 'soon' } }, { channel: 'sms' })))
    expect(words).toContain('if message 1 is not read in time, or fails.')
    expect(words).not.toContain('At worst')
  })

  test('warns under the message that it is about', () => {
    const words = wordsOf(shown({ ...chain, text: 'x'.repeat(161) }))
    expect(words).toContain('⚠️ Message 3 (SMS) goes as 2 SMS parts')
    expect(words.indexOf('Message 3 of 3')).toBeLessThan(words.indexOf('goes as 2 SMS parts'))
  })

  test('warns of nothing before anything is entered', () => {
    expect(wordsOf(shown(firstDraft(ALL)))).not.toContain('⚠️')
  })

  test('names who wrote lately under the address on Messenger alone, and knows again what it says', () => {
    const said = { channel: 'messenger' as const, to: 'page', contentType: 'text', receivedAt: NOW - 3_600_000 }
    const writers = writersLine([
      { ...said, from: '111', name: 'Maya <!channel>' },
      { ...said, from: '222' },
    ])
    expect(writers).toMatch(/can be answered: `111` Maya &lt;!channel&gt;, until <!date\^1795381200.* · `222`, until/)
    const view = shown(chain, writers === undefined ? {} : { writers })
    expect(wordsOf(view).match(/can be answered/g)).toHaveLength(1)
    expect(writersShownIn(view.blocks)).toBe(writers)
    expect(writersShownIn(shown(chain).blocks)).toBeUndefined()
    expect(writersLine([])).toBeUndefined()
  })
})

test('the first form can be sent with addresses and a text, whatever channels are set up', () => {
  const sets = fc.subarray(Object.keys(ALL) as (keyof typeof ALL)[], { minLength: 1 })
  fc.assert(
    fc.property(sets, (channels) => {
      const senders: Senders = Object.fromEntries(channels.map((channel) => [channel, ALL[channel]]))
      const { messages } = firstDraft(senders)
      const filled = messages.map((message) => ({ ...message, to: '447700900123' }))
      const read = messagesOf({ text: 'Hello', messages: filled }, senders)
      expect(read.errors).toEqual({})
      expect(validate(read.messages)).toEqual([])
      expect(read.messages).toHaveLength(Math.min(2, channels.length))
      expect(filled.every(({ channel }) => CHANNELS[channel] !== undefined)).toBe(true)
    }),
  )
})
