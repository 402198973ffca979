import { createChangeListeners } from '../change-listeners.ts'
import type { JsonRoutes } from '../json-routes.ts'
import type { ReceiptFault } from '../messages-api/receipt-faults.ts'
import { ControlInputError } from '../slack/control-input.ts'
import type { JsonObject } from '../slack/json.ts'
import type { Fault as SlackFault } from '../slack/model.ts'
import type { Fault } from '../vonage/fault.ts'
import { FAULTS, type FaultId, isFaultId } from './catalog.ts'
import { createFaultSwitch, type FaultSwitch, type FaultView } from './fault-switch.ts'
import { messageFault, receiptFault, slackFault } from './struck-faults.ts'

/** What strikes by hand of the sandbox instead of by an answer of a fake. */
export interface SandboxHands {
  slackOutage(forSeconds: number): void
  refreshSockets(): void
  lockDatabase(forMs: number): void
  killBackstop(downSeconds: number): void
}

/** All faults, and the one place that decides which strikes. The three methods are what the fakes ask on each occasion. */
export interface Switchboard {
  faultOfMessage(): Fault | undefined
  faultOfReceipt(): ReceiptFault | undefined
  faultOfSlackCall(method: string): SlackFault | undefined
  /** From now on faults of the group `now` and the killing are done by these. */
  useHands(hands: SandboxHands): void
  view(): { seed: number; faults: FaultView[] }
  /** `{id, …}` of one, `{seed}`, or `{off: true}` for all. @throws ControlInputError */
  set(wish: JsonObject): void
  onChange(listener: () => void): () => void
}

/** Where the random numbers of a sandbox begin unless said otherwise. */
const FIRST_SEED = 1

/** All faults switched off; `note` is told of each that strikes. */
export function createSwitchboard(note: (text: string) => void): Switchboard {
  const { changed, onChange } = createChangeListeners()
  let seed = FIRST_SEED
  let hands: SandboxHands | undefined
  let messagesUntilKill = 0
  const switches = Object.fromEntries(
    Object.keys(FAULTS)
      .filter(isFaultId)
      .map((id) => [id, createFaultSwitch(id, seed)]),
  ) as Record<FaultId, FaultSwitch>

  function strikes(id: FaultId): boolean {
    if (!switches[id].strikes()) return false
    note(`fault: ${FAULTS[id].group}: ${FAULTS[id].label}`)
    changed()
    return true
  }

  const NOW: { readonly [id in FaultId]?: (by: SandboxHands) => void } = {
    'slack-outage': (by) => by.slackOutage(switches['slack-outage'].number('forSeconds')),
    'slack-socket-refresh': (by) => by.refreshSockets(),
    'database-locked': (by) => by.lockDatabase(switches['database-locked'].number('forMs')),
  }

  function strikeNow(ids: readonly string[] = Object.keys(NOW)): void {
    for (const id of ids.filter(isFaultId)) {
      const strike = NOW[id]
      if (strike && hands && strikes(id)) strike(hands)
    }
  }

  /** Whether Backstop is killed with this message: each time after so many. */
  function isKilledNow(): boolean {
    const kill = switches['backstop-killed']
    if (!hands || !kill.view().state.on || --messagesUntilKill > 0) return false
    messagesUntilKill = kill.number('afterMessages')
    if (!strikes('backstop-killed')) return false
    hands.killBackstop(kill.number('downSeconds'))
    return true
  }

  function setOne(id: FaultId, wish: JsonObject): void {
    switches[id].set(wish)
    if (id === 'backstop-killed') messagesUntilKill = switches[id].number('afterMessages')
    if (wish.off !== true && wish.probability === undefined) strikeNow([id])
  }

  return {
    faultOfMessage() {
      strikeNow()
      if (isKilledNow()) return { kind: 'timeout after accepting' }
      return messageFault(switches, strikes)
    },
    faultOfReceipt: () => receiptFault(switches, strikes),
    faultOfSlackCall: (method) => slackFault(method, switches, strikes),
    useHands(next) {
      hands = next
    },
    view: () => ({ seed, faults: Object.values(switches).map((one) => one.view()) }),
    set(wish) {
      const { id } = wish
      if (wish.seed !== undefined) {
        if (typeof wish.seed !== 'number' || !Number.isInteger(wish.seed))
          throw new ControlInputError('seed must be an integer')
        seed = wish.seed
        for (const one of Object.values(switches)) one.reseed(seed)
      }
      if (isFaultId(id)) setOne(id, wish)
      else if (id !== undefined) throw new ControlInputError(`no fault ${String(id)}`)
      else if (wish.off === true) for (const one of Object.values(switches)) one.off()
      else if (wish.seed === undefined) throw new ControlInputError('give id, seed, or off: true')
      changed()
    },
    onChange,
  }
}

/** `GET /faults` and `POST /faults`, which answers as the former. */
export function faultRoutes(switchboard: Switchboard): JsonRoutes {
  return {
    'GET /faults': () => switchboard.view(),
    'POST /faults'({ body }) {
      switchboard.set(body)
      return switchboard.view()
    },
  }
}
