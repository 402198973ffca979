import type { JsonRoutes } from './json-routes.ts'
import { ControlInputError } from './slack/control-input.ts'
import type { Timeline } from './timeline.ts'

/** `GET /timeline?after=N`. */
export function timelineRoutes(timeline: Timeline): JsonRoutes {
  return {
    'GET /timeline'({ query }) {
      const after = Number(query.get('after') ?? 0)
      if (!Number.isInteger(after) || after < 0)
        throw new ControlInputError('after must be the next of an earlier answer')
      return timeline.since(after)
    },
  }
}
