import type { InboundMessages } from '../bot/ports.ts'
import type { InboundMessage, InboundReport } from '../failover/inbound-message.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

/** An inbound webhook whose signature was found good, to be kept. */
export interface NewInboundMessage {
  /** Hash of the raw body: the same webhook again is not kept again. */
  dedupeKey: string
  /** As it was received. */
  body: string
  token: string
  report: InboundReport
  receivedAt: number
}

/** Where inbound messages are kept. */
export interface InboundMessageStore extends InboundMessages {
  /** Saves them in one commit; those that were saved before change nothing. */
  save(messages: readonly NewInboundMessage[]): Promise<void>
}

/** Keeps inbound messages. */
export function createInboundMessageStore(
  { kysely }: Database,
  { sandbox }: { sandbox: boolean },
): InboundMessageStore {
  return {
    async save(messages) {
      // In an order that all processes share, so that none blocks another for good.
      const rows = messages
        .map((message) => rowOf(message, sandbox))
        .sort((a, b) => (a.dedupe_key < b.dedupe_key ? -1 : 1))
      await kysely
        .insertInto('inbound_messages')
        .values(rows)
        .onConflict((conflict) => conflict.column('dedupe_key').doNothing())
        .execute()
    },

    async latestFrom(channel, address) {
      const row = await kysely
        .selectFrom('inbound_messages')
        .selectAll()
        .where('channel', '=', channel)
        .where('from_address', '=', address)
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row && messageOf(row)
    },

    async recentWriters(channel, since, limit) {
      const numbered = kysely
        .selectFrom('inbound_messages')
        .selectAll()
        .select((eb) =>
          eb.fn
            .agg<number>('row_number')
            .over((over) => over.partitionBy('from_address').orderBy('received_at', 'desc').orderBy('id', 'desc'))
            .as('place'),
        )
        .where('channel', '=', channel)
        .where('received_at', '>', since)
      const rows = await kysely
        .selectFrom(numbered.as('numbered'))
        .selectAll()
        .where('place', '=', 1)
        .orderBy('received_at', 'desc')
        .orderBy('id', 'desc')
        .limit(limit)
        .execute()
      return rows.map(messageOf)
    },
  }
}

function rowOf({ dedupeKey, body, token, report, receivedAt }: NewInboundMessage, sandbox: boolean) {
  return {
    dedupe_key: dedupeKey,
    body,
    token,
    channel: report.channel,
    from_address: report.from,
    report: JSON.stringify(report),
    received_at: receivedAt,
    sandbox: sandbox ? 1 : 0,
  }
}

function messageOf(row: Pick<Tables['inbound_messages'], 'report' | 'received_at'>): InboundMessage {
  const { type: _type, messageUuid: _messageUuid, ...said } = JSON.parse(row.report) as InboundReport
  return { ...said, receivedAt: row.received_at }
}
