import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import { afterEach, describe, expect, test } from 'vitest'
import { fakeSlackWithClock, startBoltApp } from './bolt-app.ts'

const stops: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop()
})

async function start(mode: 'http' | 'socket', register: (app: App) => void) {
  const { slack } = await fakeSlackWithClock()
  stops.push(() => slack.stop())
  const app = await startBoltApp(slack, mode, register)
  stops.push(() => app.stop())
  return slack
}

const text = (value: string) => ({ type: 'plain_text' as const, text: value })

/** The card of the story: a message with a button. */
function card(status: string) {
  return [
    { type: 'section' as const, block_id: 'status', text: { type: 'mrkdwn' as const, text: status } },
    {
      type: 'actions' as const,
      block_id: 'actions',
      elements: [{ type: 'button' as const, action_id: 'cancel', text: text('Cancel'), value: 'n-1' }],
    },
  ]
}

function registerNotify(app: App): void {
  app.command('/notify', async ({ ack, body, client }) => {
    await ack({ text: `Working on ${body.text}` })
    await client.views.open({
      trigger_id: body.trigger_id,
      view: {
        type: 'modal',
        callback_id: 'form',
        private_metadata: body.channel_id,
        title: text('Notify'),
        submit: text('Send'),
        blocks: [
          {
            type: 'input',
            block_id: 'to',
            label: text('Number'),
            element: { type: 'plain_text_input', action_id: 'value' },
          },
        ],
      },
    })
  })
  app.view('form', async ({ ack, view, client }) => {
    const to = view.state.values.to?.value?.value ?? ''
    if (!/^\d+$/.test(to)) return ack({ response_action: 'errors', errors: { to: 'Digits only, please.' } })
    await ack()
    const posted = await client.chat.postMessage({
      channel: view.private_metadata,
      text: `Sending to ${to}`,
      blocks: card('waiting'),
    })
    if (!posted.ts || !posted.channel) throw new Error('no ts')
    await client.chat.update({ channel: posted.channel, ts: posted.ts, text: 'Sent', blocks: card('sent') })
    await client.chat.postMessage({ channel: posted.channel, thread_ts: posted.ts, text: 'Accepted by the API' })
  })
  app.action<BlockAction<ButtonAction>>('cancel', async ({ ack, action, body, client, respond }) => {
    await ack()
    if (!body.channel || !body.message) throw new Error('no message')
    await client.chat.update({
      channel: body.channel.id,
      ts: body.message.ts,
      text: `Cancelled ${action.value} by ${body.user.id}`,
    })
    await respond({ text: 'Only for you' })
  })
}

describe.each(['http', 'socket'] as const)('a Bolt app over %s', (mode) => {
  test('goes from the command through the form to the card, its thread and its button', async () => {
    const slack = await start(mode, registerNotify)
    const ada = { userId: 'U0ADA' }
    const there = { conversationId: 'C0INCIDENTS' }

    expect(await slack.typeCommand({ ...ada, ...there, text: '/notify Ben' })).toEqual({ delivery: 'acked' })
    expect(slack.messages('C0INCIDENTS', { as: 'U0ADA' }).map((one) => one.text)).toEqual(['Working on Ben'])
    expect(slack.messages('C0INCIDENTS', { as: 'U0BEN' })).toEqual([])

    await slack.until((s) => s.openViews('U0ADA').length === 1)
    expect((await slack.submitView(ada)).errors).toEqual({ to: 'Please complete this required field.' })
    expect((await slack.submitView({ ...ada, values: { to: { value: 'abc' } } })).errors).toEqual({
      to: 'Digits only, please.',
    })
    expect(slack.openViews('U0ADA')[0]?.errors).toEqual({ to: 'Digits only, please.' })
    expect(await slack.submitView({ ...ada, values: { to: { value: '447700900000' } } })).toEqual({
      delivery: 'acked',
      errors: {},
    })
    expect(slack.openViews('U0ADA')).toEqual([])

    await slack.until((s) => s.messages('C0INCIDENTS', { as: 'U0BEN' })[0]?.replies.length === 1)
    const [posted] = slack.messages('C0INCIDENTS', { as: 'U0BEN' })
    expect(posted).toMatchObject({ text: 'Sent', isEdited: false, userName: 'backstop' })
    expect(posted?.replies[0]?.text).toBe('Accepted by the API')

    const messageTs = posted?.ts ?? ''
    await slack.click({ userId: 'U0BEN', ...there, messageTs, actionId: 'cancel' })
    await slack.until((s) => s.messages('C0INCIDENTS', { as: 'U0BEN' }).some((one) => one.text === 'Only for you'))
    expect(slack.messages('C0INCIDENTS')[1]).toMatchObject({
      text: 'Cancelled n-1 by U0BEN',
      isEdited: true,
      blocks: [],
    })
    expect(slack.messages('C0INCIDENTS', { as: 'U0ADA' }).some((one) => one.text === 'Only for you')).toBe(false)
  })

  test('shows the user a failed command when the listener never acks', async () => {
    const { slack } = await fakeSlackWithClock({ ackTimeoutMs: 100 })
    stops.push(() => slack.stop())
    const app = await startBoltApp(slack, mode, (bolt) => bolt.command('/notify', async () => {}))
    stops.push(() => app.stop())
    const outcome = await slack.typeCommand({ userId: 'U0ADA', conversationId: 'C0RANDOM', text: '/notify x' })
    expect(outcome).toEqual({
      delivery: 'operation_timeout',
      notice: '/notify failed with the error "operation_timeout"',
    })
    expect(slack.messages('C0RANDOM', { as: 'U0ADA' })[0]?.text).toBe(outcome.notice)
  })

  test('opens the App Home and publishes it', async () => {
    const slack = await start(mode, (app) =>
      app.event('app_home_opened', async ({ event, client }) => {
        await client.views.publish({
          user_id: event.user,
          view: { type: 'home', blocks: [{ type: 'header', text: text('Hello') }] },
        })
      }),
    )
    await slack.openAppHome({ userId: 'U0ADA' })
    await slack.until((s) => s.appHome('U0ADA') !== undefined)
    expect(slack.appHome('U0ADA')?.definition).toMatchObject({ blocks: [{ type: 'header' }] })
    expect(slack.appHome('U0BEN')).toBeUndefined()
  })
})
