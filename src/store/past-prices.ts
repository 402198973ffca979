import type { PastPrice, PastPrices } from '../bot/ports.ts'
import type { Channel } from '../failover/channel.ts'
import type { Report } from '../failover/report.ts'
import { isDecimal } from '../failover/usage.ts'
import type { Database } from './database.ts'

/** Receipts that are looked at, the latest ones, so that the look stays as short however many are kept. */
const RECEIPTS_MAX = 1000

/** Of those, the ones that are read because they seem to name a price. */
const CANDIDATES_MAX = 20

/** Reads from the latest receipts what messages cost; each of them names its channel. */
export function createPastPrices({ kysely }: Database): PastPrices {
  return {
    async latest(channel) {
      const latest = kysely
        .selectFrom('receipts')
        .select(['id', 'report', 'received_at'])
        .orderBy('id', 'desc')
        .limit(RECEIPTS_MAX)
      const rows = await kysely
        .selectFrom(latest.as('latest'))
        .select(['report', 'received_at'])
        .where('report', 'like', `%"channel":"${channel}"%`)
        .where('report', 'like', '%"usage":%')
        .orderBy('id', 'desc')
        .limit(CANDIDATES_MAX)
        .execute()
      for (const { report, received_at: at } of rows) {
        const price = report === null ? undefined : priceIn(JSON.parse(report) as Report, channel)
        if (price) return { ...price, at }
      }
      return undefined
    },
  }
}

function priceIn(report: Report, channel: Channel): Omit<PastPrice, 'at'> | undefined {
  if (report.type !== 'status' || report.channel !== channel || !report.usage) return undefined
  const { price, currency } = report.usage
  return isDecimal(price) ? { price, currency } : undefined
}
