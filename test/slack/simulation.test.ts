import type { types } from '@slack/bolt'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PastPrices } from '../../src/bot/ports.ts'
import { simulate } from '../../src/failover/simulate.ts'
import type { Usage } from '../../src/failover/usage.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { simulatePlan } from '../../src/slack/simulate-plan.ts'
import { previewLines } from '../../src/slack/views/form-preview.ts'
import { simulationView } from '../../src/slack/views/simulation.ts'
import { aMessage, at, LIMITS, messenger, sms, viber } from '../failover/workflows.ts'
import { modalProblems, shownText } from './block-kit.ts'

const EUR: Partial<Record<string, Usage>> = {
  sms: { currency: 'EUR', price: '0.0333' },
  viber_service_msg: { currency: 'EUR', price: '0.01' },
}

function viewOf(messages: WorkflowMessage[], prices = EUR): types.ModalView {
  const simulation = simulate(messages, { limits: LIMITS, priceOf: ({ channel }) => prices[channel] })
  return simulationView(messages, simulation)
}

function linesOf(view: types.ModalView): string[] {
  return shownText(view.blocks as types.KnownBlock[])
    .split('\n')
    .filter((line) => line !== '')
}

describe('what would happen', () => {
  test('is told message by message, with when it goes and what each outcome leads to', () => {
    const messages = [messenger('read', 600), viber('delivered', 300), sms()]
    expect(linesOf(viewOf(messages))).toMatchInlineSnapshot(`
      [
        "*Nothing was sent.* This is what the plan comes to if the API takes each message at once.",
        "*Message 1* · Messenger to \`447700900000\`",
        "Goes at once.",
        "👀 *Read* within 10 min → ✅ *Reached*, nothing more is sent",
        "❌ *Failed* → message 2 goes",
        "⏳ *Not read* within 10 min → message 2 goes. *Read* later still counts, until the end.",
        "*Message 2* · Viber to \`447700900000\`",
        "Goes after 10 min at the latest, or as soon as message 1 fails.",
        "📬 *Delivered* within 5 min → ✅ *Reached*, nothing more is sent",
        "❌ *Failed* → message 3 goes",
        "⏳ *Not delivered* within 5 min → message 3 goes. *Delivered* later still counts, until the end.",
        "*Message 3* · SMS to \`447700900000\`",
        "Goes after 15 min at the latest, or as soon as message 2 fails.",
        "📬 *Delivered* → ✅ *Reached*, nothing more is sent",
        "❌ *Failed* → ⚠️ *Not reached*",
        "⏳ *No receipt* within 1 d → ⚠️ *Not reached*: nobody can say whether it arrived",
        "*At worst* the last message goes after 15 min, and the end is known after 1 d 15 min.",
        "*Cost*: about 0.0433 EUR if all go.",
        "Not in it, since the price is not known: Messenger.",
        "_By what the last message on each channel cost; other countries and longer texts cost something else._",
      ]
    `)
  })

  test('of one message names no other', () => {
    expect(linesOf(viewOf([sms()])).join('\n')).not.toMatch(/message [12]|all go/)
  })

  test('without any price says that the cost is not known', () => {
    expect(linesOf(viewOf([messenger('read'), sms()], {})).at(-1)).toBe(
      '*Cost*: not known, since no receipt has named a price on these channels yet.',
    )
  })

  test.each([
    [3600, 'after 1 h at the latest'],
    [3600 + 61, 'after 1 h 2 min at the latest'],
    [86_399, 'after 1 d at the latest'],
    [86_400, 'after 1 d at the latest'],
  ])('never names a time that is too short (%s s)', (expirySeconds, words) => {
    expect(linesOf(viewOf([messenger('read', expirySeconds), sms()])).join('\n')).toContain(words)
  })

  test('names the same worst case as the form', () => {
    const chain = [messenger('read', 86_400), viber('delivered', 3600 + 3599), aMessage('whatsapp', 'read', 61), sms()]
    expect(linesOf(viewOf(chain)).join('\n')).toContain('*At worst* the last message goes after 1 d 3 h,')
    expect(previewLines(chain).at(-1)).toBe('At worst the last message goes after 1 d 3 h.')
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 15, max: 604_800 }), { minLength: 1, maxLength: 5 }), (seconds) => {
        const messages = [...seconds.map((expirySeconds) => messenger('read', expirySeconds)), sms()]
        const [, worst = 'none'] = /At worst (.*)\.$/.exec(previewLines(messages).at(-1) ?? '') ?? []
        expect(linesOf(viewOf(messages)).join('\n')).toContain(`*At worst* ${worst},`)
      }),
      { numRuns: 50 },
    )
  })

  test('names sums of several currencies beside each other', () => {
    const prices = { ...EUR, whatsapp: { currency: 'USD', price: '0.005' } }
    expect(linesOf(viewOf([aMessage('whatsapp', 'read'), sms()], prices)).join('\n')).toContain(
      'about 0.005 USD and 0.0333 EUR if all go, 0.005 USD if message 1 is enough.',
    )
  })

  test('shows what was typed as text, never as markup', () => {
    const text = linesOf(viewOf([{ ...messenger('read'), to: '`<!channel>&' }, sms()])).join('\n')
    expect(text).toContain("`'&lt;!channel&gt;&amp;`")
  })

  test('is a view that Slack takes, for up to ten messages with any time limits', () => {
    const message = fc
      .record({
        channel: fc.constantFrom('messenger' as const, 'viber_service_msg' as const, 'whatsapp' as const),
        condition: fc.constantFrom('read' as const, 'delivered' as const),
        expirySeconds: fc.integer({ min: 15, max: 86_400 }),
        to: fc.string({ minLength: 1, maxLength: 50, unit: 'binary' }),
      })
      .map(({ channel, condition, expirySeconds, to }) => ({ ...aMessage(channel, condition, expirySeconds), to }))
    fc.assert(
      fc.property(fc.array(message, { maxLength: 9 }), (messages) => {
        expect(modalProblems(viewOf([...messages, sms()]))).toEqual([])
      }),
      { numRuns: 50 },
    )
  })
})

describe('a plan that is simulated for somebody', () => {
  test('is priced by what each channel cost last, asked once each', async () => {
    const asked: string[] = []
    const prices: PastPrices = {
      async latest(channel) {
        asked.push(channel)
        const price = EUR[channel]
        return price && { ...price, at: at(0) }
      },
    }
    const view = await simulatePlan([viber('read'), sms('delivered'), sms()], { prices, limits: LIMITS })
    expect(asked).toEqual(['viber_service_msg', 'sms'])
    expect(linesOf(view).join('\n')).toContain('about 0.0766 EUR if all go, 0.01 EUR if message 1 is enough.')
  })
})
