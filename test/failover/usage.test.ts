import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addUsage, isDecimal, type Usage } from '../../src/failover/usage.ts'

function euros(...prices: string[]): Usage[] {
  return prices.map((price) => ({ currency: 'EUR', price }))
}

test.each([
  [['0.1', '0.2'], '0.3'],
  [['0.0333', '0.0333', '0.0333'], '0.0999'],
  [['0.95', '0.05'], '1.00'],
  [['1', '0.005'], '1.005'],
  [['0.5', '0.25', '1'], '1.75'],
  [['2', '3'], '5'],
  [['9007199254740993', '0.01'], '9007199254740993.01'],
  [['-0.05', '0.02'], '-0.03'],
  [['-0.05', '0.05'], '0.00'],
  [['0', '0.0000'], '0.0000'],
  [['007.50'], '7.50'],
])('%j adds up to %s', (prices, total) => {
  expect(addUsage(euros(...prices))).toEqual(euros(total))
})

test('each currency has its own total, in the order of first appearance', () => {
  const usages = [...euros('0.02'), { currency: 'USD', price: '1' }, ...euros('0.01')]
  expect(addUsage(usages)).toEqual([...euros('0.03'), { currency: 'USD', price: '1' }])
})

test('nothing adds up to nothing', () => {
  expect(addUsage([])).toEqual([])
})

test.each(['', ' 1', '1,5', '1.', '.5', '1e3', '+1', 'NaN', '--1', '0x10', '1.2.3'])('%j is no decimal', (text) => {
  expect(isDecimal(text)).toBe(false)
  expect(addUsage(euros('0.5', text))).toEqual(euros('0.5'))
})

const usage = fc
  .record({ currency: fc.constantFrom('EUR', 'USD'), units: fc.bigInt(-(10n ** 20n), 10n ** 20n), places: fc.nat(8) })
  .map(({ currency, units, places }) => {
    const digits = (units < 0n ? -units : units).toString().padStart(places + 1, '0')
    const sign = units < 0n ? '-' : ''
    const fraction = places === 0 ? '' : `.${digits.slice(-places)}`
    const whole = places === 0 ? digits : digits.slice(0, -places)
    return { currency, price: `${sign}${whole}${fraction}`, scaled: units * 10n ** BigInt(8 - places) }
  })

test('a total is exact, whatever the places and the order', () => {
  fc.assert(
    fc.property(fc.array(usage, { maxLength: 10 }), (usages) => {
      for (const order of [usages, usages.toReversed()]) {
        for (const { currency, price } of addUsage(order)) {
          const exact = usages.filter((u) => u.currency === currency).reduce((sum, u) => sum + u.scaled, 0n)
          const [whole = '', fraction = ''] = price.split('.')
          expect(BigInt(whole + fraction.padEnd(8, '0'))).toBe(exact)
        }
      }
      const sorted = (totals: Usage[]) => totals.toSorted((a, b) => a.currency.localeCompare(b.currency))
      expect(sorted(addUsage(usages.toReversed()))).toEqual(sorted(addUsage(usages)))
    }),
    { numRuns: 500 },
  )
})
