import { ControlInputError } from '../slack/control-input.ts'
import type { JsonObject } from '../slack/json.ts'
import { FAULTS, type FaultId, type FaultRow, type ParameterRow } from './catalog.ts'
import { createSeededRandom } from './seeded-random.ts'

/** The values of a fault's own parameters. */
export type Settings = Readonly<Record<string, number | string>>

/** A fault as the control API shows it. */
export interface FaultView {
  id: FaultId
  group: FaultRow['group']
  label: string
  explanation: string
  occasion: FaultRow['occasion']
  /** What can be set, with what is taken where it is left out. */
  parameters: Readonly<Record<string, object>>
  /** `count`: how often it will strike still; `probability`: on how many of its occasions. */
  state: { on: boolean; count?: number; probability?: number; settings: Settings }
  /** How often it has struck. */
  struck: number
}

/** One fault that can be switched on and off. */
export interface FaultSwitch {
  /** Does what `{count? | probability? | off: true, …parameters}` asks for. @throws ControlInputError */
  set(wish: JsonObject): void
  off(): void
  /** Whether it strikes on this occasion. */
  strikes(): boolean
  /** The value of a parameter of its own. */
  number(name: string): number
  text(name: string): string
  reseed(seed: number): void
  view(): FaultView
}

const MAX_COUNT = 10_000
const COUNT = { label: 'Times', default: 1, min: 1, max: MAX_COUNT }
const PROBABILITY = { label: 'Probability', default: 0.1, min: 0, max: 1 }

/** A switch that is off. */
export function createFaultSwitch(id: FaultId, seed: number): FaultSwitch {
  const row: FaultRow = FAULTS[id]
  let random = createSeededRandom(seed, id)
  let often: { count: number } | { probability: number } | undefined
  let settings = defaultsOf(row)
  let struck = 0

  return {
    set(wish) {
      if (wish.off === true) {
        often = undefined
        return
      }
      const nextSettings = readSettings(row, wish)
      often = readOften(wish)
      settings = nextSettings
    },
    off() {
      often = undefined
    },
    strikes() {
      if (!often) return false
      if ('probability' in often) {
        if (random() >= often.probability) return false
      } else {
        often = often.count > 1 ? { count: often.count - 1 } : undefined
      }
      struck += 1
      return true
    },
    number: (name) => Number(settings[name]),
    text: (name) => String(settings[name]),
    reseed(next) {
      random = createSeededRandom(next, id)
    },
    view: () => ({
      id,
      group: row.group,
      label: row.label,
      explanation: row.explanation,
      occasion: row.occasion,
      parameters: { count: COUNT, probability: PROBABILITY, ...row.parameters },
      state: { on: often !== undefined, ...often, settings },
      struck,
    }),
  }
}

function readOften(wish: JsonObject): { count: number } | { probability: number } {
  const { count, probability } = wish
  if (count !== undefined && probability !== undefined)
    throw new ControlInputError('give count or probability, not both')
  if (probability !== undefined) {
    if (typeof probability === 'number' && probability > 0 && probability <= 1) return { probability }
    throw new ControlInputError('probability must be above 0 and at most 1')
  }
  const times = count ?? COUNT.default
  if (typeof times === 'number' && Number.isInteger(times) && times >= 1 && times <= MAX_COUNT) return { count: times }
  throw new ControlInputError(`count must be an integer from 1 to ${MAX_COUNT}`)
}

function readSettings(row: FaultRow, wish: JsonObject): Settings {
  const settings: Record<string, number | string> = {}
  for (const [name, rule] of Object.entries(row.parameters ?? {})) {
    const value = wish[name] ?? rule.default
    if (!isAllowed(value, rule)) throw new ControlInputError(`${name} must be ${describeRule(rule)}`)
    settings[name] = value
  }
  return settings
}

function isAllowed(value: unknown, rule: ParameterRow): value is number | string {
  if ('choices' in rule) return typeof value === 'string' && rule.choices.includes(value)
  return typeof value === 'number' && value >= rule.min && value <= rule.max
}

function describeRule(rule: ParameterRow): string {
  return 'choices' in rule ? `one of ${rule.choices.join(', ')}` : `from ${rule.min} to ${rule.max} ${rule.unit}`
}

function defaultsOf(row: FaultRow): Settings {
  return Object.fromEntries(Object.entries(row.parameters ?? {}).map(([name, rule]) => [name, rule.default]))
}
