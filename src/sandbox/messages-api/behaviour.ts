import type { WireChannel } from './phone.ts'

/** When something happens by itself; `afterMs` is business time, counted from acceptance. `never`: not by hand either. */
export type Timing = 'at once' | 'by hand' | 'never' | { afterMs: number }

/** What the provider and the phone of an address do with a message. */
export interface Behaviour {
  submitted: Timing
  deliver: Timing
  /** Counted from acceptance too; ignored on channels without read receipts. */
  read: Timing
  /** Every message is rejected with this code, at once or `afterMs` of business time after acceptance. */
  reject?: { code: string; afterMs?: number } | undefined
  /** The statuses that come at once are sent, and answered, before the POST gets its 202. */
  statusBeforeAnswer: boolean
}

/** A recipient that behaves in a known way, for whoever tries the API. What was set by hand wins. */
export interface MagicRecipient {
  address: string
  /** Every channel unless said. */
  channel?: WireChannel
  /** What it does, for people. */
  does: string
  behaviour: Partial<Behaviour>
}

/** How an address behaves when nobody said otherwise. */
export const DEFAULT_BEHAVIOUR: Behaviour = {
  submitted: 'at once',
  deliver: 'by hand',
  read: 'by hand',
  statusBeforeAnswer: false,
}

/** The behaviours that were set, by address and, where given, channel. */
export interface BehaviourBook {
  /** Changes what is named, for messages accepted from now on and for what is done by hand. */
  set(address: string, behaviour: Partial<Behaviour>, channel?: WireChannel): void
  /**
   * Defaults, then what a magic recipient does, then what was set for the address, then what was set for the address on
   * this channel. Who sets anything for an address by hand takes its magic away.
   */
  of(address: string, channel: WireChannel): Behaviour
}

/** Creates a book whose addresses all behave as `defaults` at first, but for the magic ones. */
export function createBehaviourBook(
  defaults: Partial<Behaviour> = {},
  magicRecipients: readonly MagicRecipient[] = [],
): BehaviourBook {
  const byKey = new Map<string, Partial<Behaviour>>()
  const key = (address: string, channel?: WireChannel) => `${channel ?? ''} ${address}`

  function magicOf(address: string, channel: WireChannel): Partial<Behaviour> {
    if (byKey.has(key(address)) || byKey.has(key(address, channel))) return {}
    const isMeant = (one: MagicRecipient) => one.address === address && (one.channel ?? channel) === channel
    return magicRecipients.find(isMeant)?.behaviour ?? {}
  }

  return {
    set(address, behaviour, channel) {
      byKey.set(key(address, channel), { ...byKey.get(key(address, channel)), ...behaviour })
    },
    of: (address, channel) => ({
      ...DEFAULT_BEHAVIOUR,
      ...defaults,
      ...magicOf(address, channel),
      ...byKey.get(key(address)),
      ...byKey.get(key(address, channel)),
    }),
  }
}
