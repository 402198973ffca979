import type { Engine } from '../engine/engine.ts'
import { answerJson } from '../http/body.ts'
import type { ApiHandler } from './api-route.ts'
import { UUID_KEYS } from './paths.ts'
import { answerProblem } from './problem.ts'
import { readOwn } from './workflow-access.ts'
import { writeWorkflow } from './write-workflow.ts'

/** Answers `GET …/{uuid}`: the plan, how far it is, and the timeline. */
export function createReadRoute(engine: Pick<Engine, 'read'>): ApiHandler {
  return async function readWorkflow(call) {
    const found = await readOwn(engine, call)
    if ('problem' in found) return answerProblem(call.response, found.problem)
    answerJson(call.response, 200, { [UUID_KEYS[call.api]]: call.uuid, ...writeWorkflow(found.story) })
  }
}
