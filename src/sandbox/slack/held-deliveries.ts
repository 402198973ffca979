import type { Deliver } from './delivery.ts'

/** Deliveries that can be held back, for what comes in another order than it was done in. */
export interface HeldDeliveries {
  deliver: Deliver
  /**
   * The next payload of this type (`block_actions`…) goes out, as it was, only once it is released.
   * @returns how to release it
   */
  holdNext(type: string): () => void
}

/** Delivers at once what is not to be held. */
export function createHeldDeliveries(deliver: Deliver): HeldDeliveries {
  const holds: { type: string; released: Promise<void> }[] = []
  return {
    async deliver(delivery) {
      const hold = holds.findIndex(({ type }) => type === delivery.payload.type)
      const [held] = hold < 0 ? [] : holds.splice(hold, 1)
      if (!held) return deliver(delivery)
      const asItWas = structuredClone(delivery)
      await held.released
      return deliver(asItWas)
    },
    holdNext(type) {
      const { promise, resolve } = Promise.withResolvers<void>()
      holds.push({ type, released: promise })
      return resolve
    },
  }
}
