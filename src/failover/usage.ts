/** What a message cost. `price` is a decimal as text, since binary fractions would falsify a sum. */
export interface Usage {
  /** ISO 4217. */
  currency: string
  price: string
}

const DECIMAL = /^(-?)(\d+)(?:\.(\d+))?$/

/** Whether the text is a decimal that can be added. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text)
}

/** The exact totals, one for each currency, in the order in which the currencies first appear. */
export function addUsage(usages: readonly Usage[]): Usage[] {
  const totals = new Map<string, string>()
  for (const { currency, price } of usages) {
    if (!isDecimal(price)) continue
    totals.set(currency, addDecimals(totals.get(currency) ?? '0', price))
  }
  return [...totals].map(([currency, price]) => ({ currency, price }))
}

/** Adds two decimals exactly; the sum has as many decimal places as the longer of them. */
function addDecimals(a: string, b: string): string {
  const places = Math.max(placesOf(a), placesOf(b))
  const sum = scaled(a, places) + scaled(b, places)
  const digits = (sum < 0n ? -sum : sum).toString().padStart(places + 1, '0')
  const sign = sum < 0n ? '-' : ''
  return places === 0 ? sign + digits : `${sign}${digits.slice(0, -places)}.${digits.slice(-places)}`
}

function placesOf(decimal: string): number {
  return DECIMAL.exec(decimal)?.[3]?.length ?? 0
}

function scaled(decimal: string, places: number): bigint {
  const [, sign, whole = '0', fraction = ''] = DECIMAL.exec(decimal) ?? []
  const value = BigInt(whole + fraction.padEnd(places, '0'))
  return sign === '-' ? -value : value
}
