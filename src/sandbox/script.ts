import { createChangeListeners } from './change-listeners.ts'
import type { JsonRoutes } from './json-routes.ts'
import type { Schedule } from './schedule.ts'
import { ControlInputError } from './slack/control-input.ts'
import { isObject, type Json, type JsonObject } from './slack/json.ts'

/** One step as it stands. */
export interface ScriptStep {
  /** When it is due, in business milliseconds. */
  at: number
  /** The route of the page's server that it posts to. */
  post: string
  body: JsonObject
  state: 'waiting' | 'doing' | 'done' | 'failed'
  error?: string
}

/** Plays a script: what a person at the page would do, at given business times. */
export interface ScriptPlayer {
  /**
   * Begins a script, and drops what is left of the one before. Steps are done one after the other; one that fails says
   * so, and the next ones are done all the same. @throws ControlInputError
   */
  play(script: JsonObject): void
  steps(): readonly ScriptStep[]
  onChange(listener: () => void): () => void
}

/** More steps than that are a mistake. */
const MAX_STEPS = 1000

/** A player; `post` does what a `POST` to the page's server would. @throws Error where that is refused */
export function createScriptPlayer(parts: {
  now: () => number
  schedule: Schedule
  post: (path: string, body: JsonObject) => Promise<unknown>
  reseed: (seed: number) => void
}): ScriptPlayer {
  const { changed, onChange } = createChangeListeners()
  let steps: ScriptStep[] = []
  let callOff: (() => void)[] = []
  let turn = Promise.resolve()

  async function perform(step: ScriptStep): Promise<void> {
    if (!steps.includes(step)) return
    step.state = 'doing'
    changed()
    try {
      await parts.post(step.post, step.body)
      step.state = 'done'
    } catch (error) {
      step.state = 'failed'
      step.error = error instanceof Error ? error.message : String(error)
    }
    changed()
  }

  return {
    play(script) {
      const next = readSteps(script, parts.now())
      if (script.seed !== undefined) parts.reseed(readSeed(script.seed))
      for (const drop of callOff) drop()
      steps = next
      callOff = next.map((step) =>
        parts.schedule.add(step.at, () => {
          turn = turn.then(() => perform(step))
        }),
      )
      changed()
    },
    steps: () => steps,
    onChange,
  }
}

/** `GET /script` and `POST /script`, which answers as the former. */
export function scriptRoutes(player: ScriptPlayer): JsonRoutes {
  return {
    'GET /script': () => ({ steps: player.steps() }),
    'POST /script'({ body }) {
      player.play(body)
      return { steps: player.steps() }
    },
  }
}

function readSteps(script: JsonObject, now: number): ScriptStep[] {
  const { steps } = script
  if (!Array.isArray(steps) || steps.length > MAX_STEPS) {
    throw new ControlInputError(`steps must be a list of at most ${MAX_STEPS}`)
  }
  return steps.map((step, i) => readStep(step, i + 1, now))
}

function readStep(step: Json, number: number, now: number): ScriptStep {
  const refuse = (reason: string) => new ControlInputError(`step ${number}: ${reason}`)
  if (!isObject(step)) throw refuse('must be an object')
  const { afterSeconds, post, body = {} } = step
  if (typeof afterSeconds !== 'number' || !(afterSeconds >= 0)) throw refuse('afterSeconds must be a number, 0 or more')
  if (typeof post !== 'string' || !post.startsWith('/')) throw refuse('post must be a path')
  if (post === '/script') throw refuse('a script starts no other')
  if (!isObject(body)) throw refuse('body must be an object')
  return { at: now + Math.round(afterSeconds * 1000), post, body, state: 'waiting' }
}

function readSeed(seed: Json): number {
  if (typeof seed === 'number' && Number.isInteger(seed)) return seed
  throw new ControlInputError('seed must be an integer')
}
