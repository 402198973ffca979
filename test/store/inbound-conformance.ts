import { createHash, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { InboundReport } from '../../src/failover/inbound-message.ts'
import type { NewInboundMessage } from '../../src/store/inbound-messages.ts'
import { at, CREATED_AT } from '../failover/workflows.ts'
import { countRows, type StoreWorld } from './world.ts'

/** What a person wrote to the page so many seconds after the tests' beginning; each is another webhook. */
export function wrote(from: string, seconds: number, said: Partial<InboundReport> = {}): NewInboundMessage {
  const body = JSON.stringify({ nonce: randomUUID() })
  const dedupeKey = createHash('sha256').update(body).digest('hex')
  const common = { type: 'inbound', messageUuid: randomUUID(), channel: 'messenger', contentType: 'text' } as const
  return { dedupeKey, body, token: 'token', receivedAt: at(seconds), report: { ...common, from, to: 'page', ...said } }
}

/** What every database must do with what people write to us. */
export function describeInboundMessages(world: () => StoreWorld): void {
  const { save, latestFrom, recentWriters } = {
    save: (...messages: NewInboundMessage[]) => world().inbound.save(messages),
    latestFrom: (address: string) => world().inbound.latestFrom('messenger', address),
    recentWriters: (limit: number, since = at(0)) => world().inbound.recentWriters('messenger', since, limit),
  }

  test('what somebody wrote is kept with both clocks, its words and its raw webhook', async () => {
    const message = wrote('ada', 5, { text: 'a\u0000b \ud83d', name: 'Ada', providerAt: CREATED_AT })
    await save(message)
    const said = {
      contentType: 'text',
      text: 'a\u0000b \ud83d',
      name: 'Ada',
      receivedAt: at(5),
      providerAt: CREATED_AT,
    }
    expect(await latestFrom('ada')).toEqual({ channel: 'messenger', from: 'ada', to: 'page', ...said })
    const [row] = await world().database.kysely.selectFrom('inbound_messages').selectAll().execute()
    expect(row).toMatchObject({ body: message.body, token: 'token', dedupe_key: message.dedupeKey, sandbox: 0 })
  })

  test('the same webhook again is kept once, alone or together with others', async () => {
    const message = wrote('ada', 0)
    await save(message, message)
    await save(message, wrote('bob', 0))
    expect(await countRows(world(), 'inbound_messages')).toBe(2)
  })

  test('the latest is by when it was received, and of that person on that channel alone', async () => {
    await save(wrote('ada', 9, { text: 'later' }), wrote('ada', 3, { text: 'earlier' }))
    await save(wrote('ada', 10, { channel: 'whatsapp' }), wrote('bob', 11))
    expect(await latestFrom('ada')).toMatchObject({ text: 'later', receivedAt: at(9) })
    expect(await latestFrom('nobody')).toBeUndefined()
  })

  test('who wrote lately is listed once each, the newest first, as many as are asked for', async () => {
    await save(wrote('ada', 1), wrote('bob', 2), wrote('cid', 3), wrote('ada', 4, { text: 'again' }))
    await save(wrote('dan', 5, { channel: 'sms' }))
    const writers = await recentWriters(10)
    expect(writers.map(({ from }) => from)).toEqual(['ada', 'cid', 'bob'])
    expect(writers[0]).toEqual(await latestFrom('ada'))
    expect((await recentWriters(2)).map(({ from }) => from)).toEqual(['ada', 'cid'])
  })

  test('who wrote at the beginning of the time that is asked about, or before it, is not listed', async () => {
    await save(wrote('ada', 1), wrote('bob', 2), wrote('ada', 3), wrote('cid', 4))
    expect((await recentWriters(10, at(2))).map(({ from }) => from)).toEqual(['cid', 'ada'])
    expect(await recentWriters(10, at(4))).toEqual([])
  })
}
