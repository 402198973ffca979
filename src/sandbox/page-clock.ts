import type { IncomingMessage } from 'node:http'
import { CLOCK_RATES, type ClockState, type SandboxClock } from './sandbox-clock.ts'
import { readBody } from './slack/http-body.ts'
import { isObject, type JsonObject, parseJson } from './slack/json.ts'

/** The longest step that a page may ask for, in business milliseconds: a week. */
const LONGEST_STEP_MS = 7 * 24 * 60 * 60 * 1000

/** What the page is answered: the clock, or what was wrong with its wish. */
export interface ClockAnswer {
  status: 200 | 400
  body: ClockState | { error: string }
}

/** Does what a `POST /clock` asks for: `{rate}` sets the rate, `{advanceMs}` moves on; both may be given. */
export async function changeClock(request: IncomingMessage, clock: SandboxClock): Promise<ClockAnswer> {
  const body = parseJson(await readBody(request))
  const wish = isObject(body) ? readWish(body) : undefined
  if (!wish) {
    const error = `give rate (${CLOCK_RATES.join(', ')}), advanceMs (0 to ${LONGEST_STEP_MS}), or both`
    return { status: 400, body: { error } }
  }
  if (wish.rate !== undefined) clock.setRate(wish.rate)
  if (wish.advanceMs !== undefined) clock.advance(wish.advanceMs)
  return { status: 200, body: clock.state() }
}

function readWish({ rate, advanceMs }: JsonObject) {
  const knownRate = CLOCK_RATES.find((known) => known === rate)
  const isStep = typeof advanceMs === 'number' && advanceMs >= 0 && advanceMs <= LONGEST_STEP_MS
  if (rate === undefined && advanceMs === undefined) return undefined
  if ((rate !== undefined && knownRate === undefined) || (advanceMs !== undefined && !isStep)) return undefined
  return { rate: knownRate, advanceMs: isStep ? advanceMs : undefined }
}
