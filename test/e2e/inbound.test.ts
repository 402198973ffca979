import { expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createInboundMessageStore } from '../../src/store/inbound-messages.ts'
import { postWebhook, signWebhook } from './api-client.ts'
import { readRows } from './rows.ts'
import { story, takeLog } from './story.ts'
import { CHAIN, notify, PSID, sentUuid, untilSent, untilTold } from './thread.ts'
import type { World } from './world.ts'

const TEXT = 'Is it still flooding?'

/** What a person wrote to the page. Source: Messages API 1.20.0, inbound Messenger message. */
const INBOUND = JSON.stringify({
  channel: 'messenger',
  message_uuid: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
  to: '107083064136738',
  from: PSID,
  timestamp: '2026-11-21T21:59:58Z',
  message_type: 'text',
  text: TEXT,
})

function signed(world: World, body: string, path: '/webhooks/status' | '/webhooks/inbound'): Promise<number> {
  return postWebhook(world, body, signWebhook(body, world.credentials.signatureSecret), path)
}

/** Who has written to the page, after the product has stopped. */
async function writers(world: World) {
  await world.stopApp()
  const database = await openDatabase(world.databaseUrl)
  try {
    return await createInboundMessageStore(database, { sandbox: true }).recentWriters('messenger', 0, 10)
  } finally {
    await database.close()
  }
}

for (const path of ['/webhooks/inbound', '/webhooks/status'] as const) {
  story(
    `what somebody writes to us is known after it came to ${path}, once, and is in no log line`,
    async (world) => {
      expect(await signed(world, INBOUND, path)).toBe(200)
      expect(await signed(world, INBOUND, path)).toBe(200)
      const said = { channel: 'messenger', from: PSID, to: '107083064136738', contentType: 'text', text: TEXT }
      const times = { receivedAt: world.now(), providerAt: Date.UTC(2026, 10, 21, 21, 59, 58) }
      expect(await writers(world)).toEqual([{ ...said, ...times }])
      const logged = JSON.stringify(world.log.splice(0))
      expect(logged).not.toContain(PSID)
      expect(logged).not.toContain(TEXT)
    },
    { logLevel: 'trace' },
  )
}

story('who answers from a phone is known as a writer', async (world) => {
  await notify(world, CHAIN)
  await untilSent(world, 1)
  await world.phones.reply({ address: PSID, channel: 'messenger', text: TEXT })
  expect(await writers(world)).toMatchObject([{ from: PSID, to: SENDERS.MESSENGER_FROM, text: TEXT }])
})

story('a receipt that comes to the Inbound URL is a receipt', async (world) => {
  await notify(world, CHAIN)
  await untilSent(world, 1)
  world.phones.hold()
  await world.phones.send(sentUuid(world, 0), 'read')
  expect(await signed(world, world.phones.webhooks().at(-1)?.body ?? '', '/webhooks/inbound')).toBe(200)
  await untilTold(world, /Done/)
})

story('an inbound message that is not signed well changes nothing', async (world) => {
  const forged = signWebhook(INBOUND, 'another secret')
  expect(await postWebhook(world, INBOUND, undefined, '/webhooks/inbound')).toBe(503)
  expect(await postWebhook(world, INBOUND, forged, '/webhooks/inbound')).toBe(401)
  expect(await signed(world, '{', '/webhooks/inbound')).toBe(400)
  expect(takeLog(world)).toHaveLength(2)
  expect(await writers(world)).toEqual([])
})

story('one of a channel that is not known is kept, and the operator hears of it', async (world) => {
  const body = INBOUND.replace('messenger', 'pigeon')
  expect(await signed(world, body, '/webhooks/inbound')).toBe(200)
  expect(takeLog(world)).toEqual(['50 a signed webhook was not understood; it is kept in the table receipts'])
  expect((await readRows(world)).receipts).toMatchObject([{ body, kind: 'not understood' }])
})
