import { describe, expect, test } from 'vitest'
import { readStep, type StepInputs } from '../../src/slack/read-step.ts'

const SENDERS = { sms: '447700900099', whatsapp: '447700900098', messenger: '1010101010101010' }

const GOOD: StepInputs = { recipient: '447700900000', text: 'The server room is flooding', asked_by: 'U0ADA' }

function read(inputs: StepInputs) {
  return readStep({ ...GOOD, ...inputs }, SENDERS)
}

/** What the messages are, as `channel to (condition seconds)`. */
function chainOf(inputs: StepInputs): string[] {
  const step = read(inputs)
  if ('mistake' in step) throw new Error(step.mistake)
  return step.messages.map(({ channel, to, failover }) => {
    const condition = failover ? ` (${failover.conditionStatus} ${failover.expirySeconds})` : ''
    return `${channel} ${to}${condition}`
  })
}

describe('the chain', () => {
  test.each<[chain: string | null | undefined, messages: string[]]>([
    [undefined, ['sms 447700900000']],
    [null, ['sms 447700900000']],
    ['  ', ['sms 447700900000']],
    ['whatsapp,sms', ['whatsapp 447700900000 (read 600)', 'sms 447700900000']],
    ['WhatsApp, SMS', ['whatsapp 447700900000 (read 600)', 'sms 447700900000']],
    ['whatsapp,sms if not delivered within 2h', ['whatsapp 447700900000 (delivered 7200)', 'sms 447700900000']],
    ['whatsapp,sms if not read within 10m:', ['whatsapp 447700900000 (read 600)', 'sms 447700900000']],
    ['messenger:1234567890,sms', ['messenger 1234567890 (read 600)', 'sms 447700900000']],
    ['whatsapp,sms:+44 7700', []],
    ['whatsapp,447700900001', ['whatsapp 447700900000 (read 600)', 'sms 447700900001']],
  ])('%j', (chain, messages) => {
    if (messages.length > 0) expect(chainOf({ chain })).toEqual(messages)
    else expect(read({ chain })).toHaveProperty('mistake')
  })

  test('a text that looks like a condition is sent as it is', () => {
    const text = 'if not read within 10m: call me'
    expect(read({ chain: 'whatsapp,sms', text })).toMatchObject({
      messages: [{ content: { text }, failover: { expirySeconds: 600 } }, { content: { text } }],
    })
  })
})

describe('the recipient', () => {
  test.each([['447700900000'], ['+44 7700 900000'], ['0044 (0)7700 900-000'], ['<tel:+447700900000|+44 7700 900000>']])(
    '%s is a number',
    (recipient) => {
      expect(chainOf({ recipient })).toEqual(['sms 447700900000'])
    },
  )

  test('may be a PSID where the chain begins with Messenger', () => {
    expect(chainOf({ recipient: '2345678901234567', chain: 'messenger' })).toEqual(['messenger 2345678901234567'])
  })
})

test('without a conversation the card goes to who asked', () => {
  expect(read({})).toMatchObject({ requesterId: 'U0ADA', conversationId: 'U0ADA' })
  expect(read({ conversation: 'C0INCIDENTS' })).toMatchObject({ conversationId: 'C0INCIDENTS' })
})

test('a text that Slack has escaped is sent as it was written', () => {
  expect(read({ text: 'A &amp; B &lt;3' })).toMatchObject({ messages: [{ content: { text: 'A & B <3' } }] })
})

test('Slack’s markup reads on a phone as it reads in Slack', () => {
  const text = '<@U0BEN> is on call in <#C0INCIDENTS|incidents>: <https://a.example/x?a=1&amp;b=2|the run book>'
  const plain = '@U0BEN is on call in #incidents: the run book (https://a.example/x?a=1&b=2)'
  expect(read({ text })).toMatchObject({ messages: [{ content: { text: plain } }] })
})

describe('a mistake names the input, and says what to do', () => {
  test.each<[inputs: StepInputs, mistake: RegExp]>([
    [{ recipient: undefined }, /“Recipient”: give one number with its country code/],
    [{ recipient: '447700900000,447700900001' }, /“Recipient”: give one number/],
    [{ recipient: '07700900000' }, /“Recipient”: .*country code/],
    [{ recipient: 'Ben' }, /“Recipient”: /],
    [{ recipient: 'Ben', chain: 'whatsapp,sms' }, /“Recipient”: /],
    [{ text: ' ' }, /“Text”: it is empty; write/],
    [{ text: 'x'.repeat(1001) }, /“Text”: .*1000/],
    [{ text: 7 }, /“Text”: it is empty/],
    [{ chain: 'telegram' }, /“Chain”: “telegram” is no channel; use messenger, viber, whatsapp or sms/],
    [{ chain: 'whatsap,sms' }, /“Chain”: “whatsap” is no channel; did you mean `whatsapp:`/],
    [{ chain: 'viber,sms' }, /“Chain”: Viber is not set up here/],
    [{ chain: 'whatsapp then sms' }, /“Chain”: write channels with commas/],
    [{ chain: 'whatsapp,,sms' }, /“Chain”: write channels with commas/],
    [{ chain: 'whatsapp,sms if not read' }, /“Chain”: a condition is written like/],
    [{ chain: 'whatsapp,sms if not read within 10m: hello' }, /“Chain”: a condition is written like/],
    [{ chain: 'whatsapp,sms if not read within 10m::' }, /“Chain”: a condition is written like/],
    [{ chain: 'whatsapp,sms if not seen within 10m' }, /“Chain”: a condition is written like/],
    [{ chain: 'whatsapp,sms if not read within 5s' }, /“Chain”: the time must be/],
    [{ chain: 'sms,whatsapp if not read within 10m' }, /“Chain”: .*never reports read/],
    [{ chain: 'sms if not delivered within 10m' }, /“Chain”: no message follows/],
    [{ asked_by: undefined }, /“Asked by”: choose a person/],
    [{ asked_by: 'ada' }, /“Asked by”: choose a person/],
    [{ conversation: 'incidents' }, /“Conversation”: choose a conversation/],
  ])('%j', (inputs, mistake) => {
    const step = read(inputs)
    expect(step).toEqual({ mistake: expect.stringMatching(mistake) })
    expect('mistake' in step && step.mistake).toMatch(/^Nothing was sent, because of the step's input “.*[^.]\.$/)
    expect(JSON.stringify(step)).not.toContain('/notify')
  })
})
