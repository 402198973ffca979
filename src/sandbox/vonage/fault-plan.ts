import type { Fault, Gate } from './fault.ts'
import type { Journal } from './journal.ts'

/** The faults and gates that requests still have to meet. */
export interface FaultPlan {
  add(fault: Fault): void
  /** Takes the refusal that hits before a body is read, if it is the next fault whatever the body says. */
  takeBeforeBody(): Fault | undefined
  /** Takes the next fault for a request on `channel`. */
  take(channel: string | undefined): Fault | undefined
  list(): readonly Fault[]
  gate(): Gate
  /** Waits at the first gate that nothing has arrived at; at once where there is none. */
  passGate(): Promise<void>
}

interface Barrier {
  arrive(): void
  released: Promise<void>
}

/** Creates an empty plan; a request that meets no fault of it is asked about from `faultFor`. */
export function createFaultPlan(
  journal: Journal,
  faultFor: (channel: string | undefined) => Fault | undefined = () => undefined,
): FaultPlan {
  const faults: (Fault & { left: number })[] = []
  const barriers: Barrier[] = []

  function takeAt(index: number): Fault | undefined {
    const fault = faults[index]
    if (!fault) return undefined
    fault.left -= 1
    if (fault.left <= 0) faults.splice(index, 1)
    journal.note(`fault: ${fault.kind}`)
    return fault
  }

  return {
    add(fault) {
      faults.push({ ...fault, left: fault.times ?? 1 })
      journal.changed()
    },
    takeBeforeBody() {
      const next = faults[0]
      return next?.kind === 'refuse before accepting' && next.channel === undefined ? takeAt(0) : undefined
    },
    take(channel) {
      const planned = faults.findIndex((fault) => fault.channel === undefined || fault.channel === channel)
      return planned >= 0 ? takeAt(planned) : faultFor(channel)
    },
    list: () => faults,
    gate() {
      const arrival = Promise.withResolvers<void>()
      const release = Promise.withResolvers<void>()
      const barrier: Barrier = { arrive: arrival.resolve, released: release.promise }
      barriers.push(barrier)
      return {
        arrived: arrival.promise,
        release() {
          const index = barriers.indexOf(barrier)
          if (index >= 0) barriers.splice(index, 1)
          release.resolve()
        },
      }
    },
    async passGate() {
      const barrier = barriers.shift()
      barrier?.arrive()
      await barrier?.released
    },
  }
}
