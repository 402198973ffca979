import { expect } from 'vitest'
import { postWebhook, signWebhook } from './api-client.ts'
import { readRows } from './rows.ts'
import { story, takeLog } from './story.ts'
import { CHAIN, notify, sentUuid, threadOf, untilSent, untilTold } from './thread.ts'
import type { World } from './world.ts'

const REFUSED = '40 a webhook was refused; if it was the vendor, check VONAGE_SIGNATURE_SECRET'

/** A true receipt of the first message, as the vendor would send it. */
async function readReceipt(world: World): Promise<string> {
  world.phones.hold()
  await world.phones.send(sentUuid(world, 0), 'read')
  return world.phones.webhooks().at(-1)?.body ?? ''
}

const REFUSALS: [string, number, (world: World, body: string) => Promise<number>][] = [
  ['not signed', 503, (world, body) => postWebhook(world, body)],
  ['signed with another secret', 401, (world, body) => postWebhook(world, body, signWebhook(body, 'another secret'))],
  [
    'changed after it was signed',
    401,
    (world, body) => postWebhook(world, `${body} `, signWebhook(body, world.credentials.signatureSecret)),
  ],
  [
    'signed more than 25 hours ago',
    401,
    (world, body) => {
      const issuedAt = Math.floor(Date.now() / 1000) - 25 * 3600 - 60
      return postWebhook(world, body, signWebhook(body, world.credentials.signatureSecret, issuedAt))
    },
  ],
]

for (const [what, status, post] of REFUSALS) {
  story(`a webhook that is ${what} gets ${status}, and changes nothing`, async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    expect(await post(world, await readReceipt(world))).toBe(status)
    expect(takeLog(world)).toEqual([REFUSED])
    await world.advance(600)
    await untilTold(world, /SMS\* sent/)
    expect(threadOf(world).join()).not.toContain('👀')
  })
}

story('a webhook that is too large or not JSON is refused, however well it is signed', async (world) => {
  const post = (body: string) => postWebhook(world, body, signWebhook(body, world.credentials.signatureSecret))
  expect(await post(`"${'x'.repeat(256 * 1024)}"`)).toBe(413)
  expect(await post('{"message_uuid": ')).toBe(400)
  expect((await readRows(world)).receipts).toEqual([])
})

story(
  'while the signature secret is being rotated, webhooks with either are taken',
  async (world) => {
    const other = signWebhook('{}', 'the new secret')
    expect(await postWebhook(world, '{}', other)).toBe(200)
    await notify(world, CHAIN)
    await untilSent(world, 1)
    await world.phones.read(sentUuid(world, 0))
    await untilTold(world, /Done/)
    expect(takeLog(world)).toEqual(['50 a signed webhook was not understood; it is kept in the table receipts'])
  },
  { signatureSecrets: ['the new secret'] },
)

story('a signed webhook that is not understood is kept, and the operator hears of it', async (world) => {
  const body = '{"something": "new", "to": "447700900000"}'
  const token = signWebhook(body, world.credentials.signatureSecret)
  expect(await postWebhook(world, body, token)).toBe(200)
  expect(takeLog(world)).toEqual(['50 a signed webhook was not understood; it is kept in the table receipts'])
  expect((await readRows(world)).receipts).toMatchObject([{ body, token, kind: 'not understood' }])
})

story('a receipt of a message that nobody here sent is kept, and disturbs nothing', async (world) => {
  const body = JSON.stringify({
    message_uuid: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
    channel: 'sms',
    to: '447700900009',
    from: '447700900001',
    timestamp: '2026-11-21T22:00:00Z',
    status: 'delivered',
    client_ref: 'of another program',
  })
  expect(await postWebhook(world, body, signWebhook(body, world.credentials.signatureSecret))).toBe(200)
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  const { receipts } = await readRows(world)
  expect(receipts[0]).toMatchObject({ kind: 'status', workflow_uuid: null, processed_at: null })
})

story('a command that Slack has not signed starts nothing', async (world) => {
  const body = new URLSearchParams({ command: '/notify', text: '447700900000 Hello', user_id: 'U0ADA' })
  const headers = {
    'x-slack-request-timestamp': String(Math.floor(Date.now() / 1000)),
    'x-slack-signature': `v0=${'0'.repeat(64)}`,
  }
  const { status } = await fetch(`${world.publicUrl}/slack/events`, { method: 'POST', headers, body })
  expect(status).toBe(401)
  expect(takeLog(world)).toHaveLength(1)
  expect((await readRows(world)).notifications).toEqual([])
})
