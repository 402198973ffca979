import { type JsonRoutes, RouteRefusal } from './json-routes.ts'
import { CLOCK_RATES, type ClockState, type SandboxClock } from './sandbox-clock.ts'
import { ControlInputError } from './slack/control-input.ts'
import type { JsonObject } from './slack/json.ts'

/** The longest step that a page may ask for, in business milliseconds: a week. */
const LONGEST_STEP_MS = 7 * 24 * 60 * 60 * 1000

/** When Backstop decides or sends something next, in business time; null where nothing waits. @throws Error while it is down */
export type NextDeadlineAt = () => Promise<number | null>

/**
 * `GET /clock`, and `POST /clock`: `{rate}` sets the rate, `{advanceMs}` moves on, `{toNextDeadline: true}` moves on to
 * what comes next; all may be given.
 */
export function clockRoutes(clock: SandboxClock, nextDeadlineAt: NextDeadlineAt | undefined): JsonRoutes {
  return {
    'GET /clock': () => clock.state(),
    'POST /clock': ({ body }) => changeClock(clock, nextDeadlineAt, body),
  }
}

async function changeClock(
  clock: SandboxClock,
  nextDeadlineAt: NextDeadlineAt | undefined,
  body: JsonObject,
): Promise<ClockState> {
  const wish = readWish(body)
  if (wish.rate !== undefined) clock.setRate(wish.rate)
  if (wish.advanceMs !== undefined) clock.advance(wish.advanceMs)
  if (wish.toNextDeadline) await advanceToDeadline(clock, nextDeadlineAt)
  return clock.state()
}

async function advanceToDeadline(clock: SandboxClock, nextDeadlineAt: NextDeadlineAt | undefined): Promise<void> {
  const at = await nextDeadlineAt?.().catch((error: unknown) => {
    throw new RouteRefusal(error instanceof Error ? error.message : String(error))
  })
  if (at === undefined || at === null) throw new RouteRefusal('no workflow waits for anything')
  clock.advance(Math.max(0, at - clock.now()))
}

function readWish({ rate, advanceMs, toNextDeadline }: JsonObject) {
  const knownRate = CLOCK_RATES.find((known) => known === rate)
  const isStep = typeof advanceMs === 'number' && advanceMs >= 0 && advanceMs <= LONGEST_STEP_MS
  const isEmpty = rate === undefined && advanceMs === undefined && toNextDeadline !== true
  const isWrong =
    (rate !== undefined && knownRate === undefined) ||
    (advanceMs !== undefined && !isStep) ||
    (toNextDeadline !== undefined && toNextDeadline !== true)
  if (isEmpty || isWrong) {
    throw new ControlInputError(
      `give rate (${CLOCK_RATES.join(', ')}), advanceMs (0 to ${LONGEST_STEP_MS}), or toNextDeadline (true)`,
    )
  }
  return { rate: knownRate, advanceMs: isStep ? advanceMs : undefined, toNextDeadline: toNextDeadline === true }
}
