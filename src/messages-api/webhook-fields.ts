import { z } from 'zod'
import { type Channel, knownChannel } from '../failover/channel.ts'

/** The vendor's numbers and texts change places between versions and channels; both are read. */
export const textField = z.union([z.string(), z.number()]).transform(String)

/** Who wrote or is written to. Source: Messages API 0.4.0 (v0.1), to and from. */
export const addressField = z.looseObject({
  type: z.string(),
  id: textField.optional(),
  number: textField.optional(),
})

/** What surrounds the news is left out where it is not as documented: the news count all the same. */
export function extra<T extends z.ZodType>(schema: T) {
  return schema.optional().catch(undefined)
}

/** The wire's word as a channel, or undefined; both versions' names are read. */
export function readChannel(word: string): Channel | undefined {
  return word === 'viber_service' ? 'viber_service_msg' : knownChannel(word)
}

/** All forms that the vendor has used: with and without milliseconds, and `2020-01-01 14:00:00 UTC`. Milliseconds. */
export function readTimestamp(word: string): number | undefined {
  const at = Date.parse(word)
  return Number.isNaN(at) ? undefined : at
}
