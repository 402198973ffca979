import type { Phone } from '../messages-api/phone.ts'

/** Somebody with the phones that are known to be theirs. */
export interface Person {
  /** Of their first phone, so that it stays when they get another. */
  key: string
  phones: Phone[]
}

/** The phones by their people, in the order in which they came. */
export function peopleOf(phones: readonly Phone[]): Person[]
/** A phone is its address on its channel. */
export function keyOf(phone: Pick<Phone, 'channel' | 'address'>): string
