import type { BackstopProcess } from './backstop-process.ts'
import { type JsonRoutes, RouteRefusal } from './json-routes.ts'
import { ControlInputError } from './slack/control-input.ts'

/** How many workflows the page shows. */
const SHOWN_WORKFLOWS = 50

/** `GET /backstop`, `POST /backstop` and `GET /workflows`. */
export function backstopRoutes(backstop: BackstopProcess): JsonRoutes {
  return {
    'GET /backstop': () => backstop.state(),
    async 'POST /backstop'({ body: { action } }) {
      if (action !== 'kill' && action !== 'start' && action !== 'restart')
        throw new ControlInputError('action must be kill, start or restart')
      await backstop[action]().catch(refuse)
      return backstop.state()
    },
    async 'GET /workflows'() {
      return { workflows: await backstop.ask({ about: 'workflows', limit: SHOWN_WORKFLOWS }).catch(refuse) }
    },
  }
}

function refuse(error: unknown): never {
  throw new RouteRefusal(error instanceof Error ? error.message : String(error))
}
