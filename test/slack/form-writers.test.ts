import { expect, test } from 'vitest'
import type { InboundMessages } from '../../src/bot/ports.ts'
import { newMessage } from '../../src/slack/views/draft-of.ts'
import { FORM_ACTIONS } from '../../src/slack/views/form-fields.ts'
import { notifyForm } from '../../src/slack/views/notify-form.ts'
import { startReplica, startSlackWithForm } from './form-replicas.ts'
import { circumstances, NOW } from './form-state.ts'

test('who wrote is read at a click, of the last 24 hours, and stays there at a letter, for which it is not read', async () => {
  const reads: unknown[] = []
  const writer = { channel: 'messenger' as const, from: '111', to: 'page', contentType: 'text', receivedAt: NOW - 1000 }
  const inbound: Pick<InboundMessages, 'latestFrom' | 'recentWriters'> = {
    latestFrom: async () => undefined,
    recentWriters: async (...asked) => {
      reads.push(asked)
      return [writer]
    },
  }
  const slack = await startSlackWithForm()
  const draft = { text: 'Hello', messages: [newMessage('m1', 'messenger')] }
  slack.open(notifyForm(draft, { conversationId: 'C1' }, circumstances()))
  const replica = startReplica(slack, { inbound })
  await replica.click(slack.now(), FORM_ACTIONS.add)
  expect(reads).toEqual([['messenger', NOW - 24 * 60 * 60 * 1000, 3]])
  const before = slack.now().hash
  await replica.letter(slack.now(), 'm1_to', '4')
  slack.stop()
  expect(slack.now().hash).not.toBe(before)
  expect(JSON.stringify(slack.now().view)).toContain('can be answered: `111`')
  expect(reads).toHaveLength(1)
})
