import { expect, test } from 'vitest'
import type { StatusReport } from '../../src/failover/report.ts'
import { createPastPrices } from '../../src/store/past-prices.ts'
import { at } from '../failover/workflows.ts'
import { aReceipt, aReport, type StoreWorld } from './world.ts'

/** What every database must know of what messages cost. */
export function describePastPrices(world: () => StoreWorld): void {
  const latest = (channel: 'sms' | 'viber_service_msg' | 'whatsapp') =>
    createPastPrices(world().database).latest(channel)

  /** A receipt that came so many seconds after the tests' beginning. */
  const came = (seconds: number, report: Partial<StatusReport>) =>
    world().receipts.save([aReceipt(aReport({ channel: 'sms', ...report }), at(seconds))])

  const eur = (price: string) => ({ usage: { currency: 'EUR', price } })

  test('a channel costs what its latest receipt with a price said', async () => {
    await came(1, eur('0.0333'))
    await came(2, eur('0.0444'))
    await came(3, {})
    await came(4, { channel: 'viber_service_msg', ...eur('0.01') })
    expect(await latest('sms')).toEqual({ currency: 'EUR', price: '0.0444', at: at(2) })
    expect(await latest('viber_service_msg')).toEqual({ currency: 'EUR', price: '0.01', at: at(4) })
  })

  test('what no receipt has told is not known', async () => {
    expect(await latest('whatsapp')).toBeUndefined()
    await came(1, { channel: 'whatsapp' })
    await world().receipts.save([aReceipt(undefined)])
    expect(await latest('whatsapp')).toBeUndefined()
  })

  test('a price that is no decimal, or of another channel whatever its words, does not count', async () => {
    await came(1, eur('0.02'))
    await came(2, eur('free'))
    await came(3, {
      channel: 'whatsapp',
      failure: { title: '1000', detail: '"channel":"sms"' },
      ...eur('0.9'),
    })
    expect(await latest('sms')).toMatchObject({ price: '0.02' })
  })

  test('the report of a whole workflow, which has no channel, does not count', async () => {
    const usage = { currency: 'EUR', price: '0.0777' }
    const workflowUuid = 'aaaaaaaa-bbbb-cccc-dddd-0123456789ab'
    await world().receipts.save([aReceipt({ type: 'final report', workflowUuid, status: 'completed', usage }, at(1))])
    expect(await latest('sms')).toBeUndefined()
  })
}
