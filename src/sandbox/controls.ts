import type { BackstopProcess } from './backstop-process.ts'
import { faultRoutes, type Switchboard } from './faults/switchboard.ts'
import type { JsonRoutes } from './json-routes.ts'
import { backstopRoutes } from './page-backstop.ts'
import { clockRoutes, type NextDeadlineAt } from './page-clock.ts'
import type { ChangeSources } from './page-events.ts'
import type { ControlTarget } from './page-proxy.ts'
import { timelineRoutes } from './page-timeline.ts'
import { createPoster } from './post-to-routes.ts'
import type { SandboxClock } from './sandbox-clock.ts'
import type { Schedule } from './schedule.ts'
import { createScriptPlayer, scriptRoutes } from './script.ts'
import type { Timeline } from './timeline.ts'

/** What the page's server offers of a whole sandbox, beside its fakes. */
export interface Controls {
  nextDeadlineAt: NextDeadlineAt
  routes: JsonRoutes
  changes: ChangeSources
}

/** Joins the parts of a sandbox to its control API. */
export function createControls(parts: {
  clock: SandboxClock
  schedule: Schedule
  slack: ControlTarget
  messagesApi: ControlTarget
  backstop: BackstopProcess
  timeline: Timeline
  switchboard: Switchboard
}): Controls {
  const { clock, schedule, slack, messagesApi, backstop, timeline, switchboard } = parts
  const nextDeadlineAt = async () => {
    const at = await backstop.ask({ about: 'next deadline' })
    return typeof at === 'number' ? at : null
  }
  const own = { ...backstopRoutes(backstop), ...timelineRoutes(timeline), ...faultRoutes(switchboard) }
  const player = createScriptPlayer({
    now: clock.now,
    schedule,
    post: createPoster({ ...own, ...clockRoutes(clock, nextDeadlineAt) }, { '/slack': slack, '/phones': messagesApi }),
    reseed: (seed) => switchboard.set({ seed }),
  })
  return {
    nextDeadlineAt,
    routes: { ...own, ...scriptRoutes(player) },
    changes: {
      backstop: backstop.onChange,
      timeline: timeline.onChange,
      faults: switchboard.onChange,
      script: player.onChange,
    },
  }
}
