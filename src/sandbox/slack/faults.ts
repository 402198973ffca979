import type { Fault } from './model.ts'

/** The faults that were asked for. */
export interface Faults {
  add(fault: Fault): void
  /** The fault for this call, counted down; undefined where it is to go well. */
  take(method: string): Fault | undefined
  outage: boolean
}

/** No faults but those that `faultFor` answers for a call which meets none that was asked for. */
export function createFaults(faultFor: (method: string) => Fault | undefined = () => undefined): Faults {
  const waiting: { fault: Fault; left: number }[] = []
  return {
    outage: false,
    add: (fault) => waiting.push({ fault, left: fault.times ?? 1 }),
    take(method) {
      const index = waiting.findIndex(({ fault }) => [undefined, '*', method].includes(fault.method))
      const found = waiting[index]
      if (!found) return faultFor(method)
      found.left -= 1
      if (found.left <= 0) waiting.splice(index, 1)
      return found.fault
    },
  }
}
