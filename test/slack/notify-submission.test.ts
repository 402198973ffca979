import { App } from '@slack/bolt'
import { expect, test } from 'vitest'
import type { NotificationRequest } from '../../src/bot/bot.ts'
import { registerNotifySubmission } from '../../src/slack/listeners/notify-submission.ts'
import { createTurns } from '../../src/slack/listeners/turns.ts'
import { newMessage } from '../../src/slack/views/draft-of.ts'
import { notifyForm } from '../../src/slack/views/notify-form.ts'
import { ALL, circumstances, NOW, sentBack } from './form-state.ts'

const DRAFT = { text: 'Hello', messages: [{ ...newMessage('m1', 'sms'), to: '447700900000' }] }

/** Sends the form, and gives what it is answered. */
async function send(
  start: (request: NotificationRequest) => Promise<{ id: string }>,
  { context = {}, metadata }: { context?: object; metadata?: string } = {},
) {
  const bugs: unknown[] = []
  const app = new App({
    receiver: { init: () => {}, start: async () => {}, stop: async () => {} },
    authorize: async () => ({ botToken: 'xoxb' }),
    convoStore: false,
  })
  const dependencies = {
    bot: { start },
    list: { since: async () => [] },
    inbound: { latestFrom: async () => undefined, recentWriters: async () => [] },
    senders: ALL,
    isSandbox: false,
    clock: { now: () => NOW, realMsUntil: () => 0 },
    reportBug: (error: unknown) => `R${bugs.push(error)}`,
  }
  registerNotifySubmission(app, dependencies, createTurns())
  const view = notifyForm(DRAFT, context, circumstances())
  const { state, private_metadata } = sentBack(view)
  const answers: unknown[] = []
  await app.processEvent({
    body: {
      type: 'view_submission',
      team: { id: 'T1' },
      user: { id: 'U1' },
      view: { ...view, id: 'V1', state, private_metadata: metadata ?? private_metadata },
    },
    ack: async (answer) => void answers.push(answer),
  })
  return { answers, bugs }
}

test('the form closes when it is saved, under a key of its own, with all that it was opened with', async () => {
  const requests: NotificationRequest[] = []
  const start = async (request: NotificationRequest) => {
    requests.push(request)
    return { id: 'n2' }
  }
  const context = { conversationId: 'C1', threadTs: '1.2', againOf: 'n1' }
  expect((await send(start, { context })).answers).toEqual([undefined])
  expect(requests).toMatchObject([{ key: 'form:V1', teamId: 'T1', requesterId: 'U1', ...context }])
})

test('a form without a conversation is shown to who sent it', async () => {
  const places: string[] = []
  await send(async ({ conversationId }) => {
    places.push(conversationId)
    return { id: 'n1' }
  })
  await send(
    async ({ conversationId }) => {
      places.push(conversationId)
      return { id: 'n1' }
    },
    { context: { chosenConversationId: 'C2' } },
  )
  expect(places).toEqual(['U1', 'C2'])
})

test.each([
  ['saving', {}],
  ['reading', { metadata: 'of another form' }],
])(
  'a mistake of ours while %s is told at the first field, with its reference, and keeps the form',
  async (_, broken) => {
    const { answers, bugs } = await send(() => Promise.reject(new Error('the disk is full')), broken)
    expect(answers).toEqual([
      {
        response_action: 'errors',
        errors: { form_text: 'Nothing was sent: something went wrong on our side (reference R1). Send it again.' },
      },
    ])
    expect(bugs).toHaveLength(1)
  },
)
