import type { Engine } from '../engine/engine.ts'
import { answerJson } from '../http/body.ts'
import type { ApiHandler } from './api-route.ts'
import { invalidShape } from './invalid-shape.ts'
import { listQuerySchema, readParameters, writeCursor } from './list-query.ts'
import { UUID_KEYS } from './paths.ts'
import { answerProblem } from './problem.ts'
import { writeListed } from './write-workflow.ts'

/** Answers `GET` of all workflows, newest first, page by page. */
export function createListRoute({ list }: Pick<Engine, 'list'>): ApiHandler {
  return async function listWorkflows({ response, url, api, client }) {
    const query = listQuerySchema.safeParse(readParameters(url.searchParams))
    if (!query.success) return answerProblem(response, invalidShape(query.error))
    const { status, channel, limit, cursor } = query.data
    const found = await list({
      ...(client.isOperator ? {} : { client: client.name }),
      ...(status ? { status } : {}),
      ...(channel ? { channel } : {}),
      ...(cursor ? { after: cursor } : {}),
      // One more, to know whether there is another page.
      limit: limit + 1,
    })
    const page = found.slice(0, limit)
    const last = page.at(-1)
    answerJson(response, 200, {
      workflows: page.map((listed) => ({ [UUID_KEYS[api]]: listed.uuid, ...writeListed(listed) })),
      ...(found.length > limit && last ? { next_cursor: writeCursor(last) } : {}),
    })
  }
}
