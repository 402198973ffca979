import type { z } from 'zod'
import type { Engine, SkipAnswer } from '../engine/engine.ts'
import { answerJson } from '../http/body.ts'
import { type skipAnswerSchema, skipRequestSchema } from './answer-schema.ts'
import type { ApiHandler } from './api-route.ts'
import { tooLateDetail, writeEnd } from './cancel-route.ts'
import { invalidShape } from './invalid-shape.ts'
import { answerProblem } from './problem.ts'
import { readJson } from './read-json.ts'
import { readOwn, unknownWorkflow } from './workflow-access.ts'

/** Answers `POST …/{uuid}/skip`: it names the message that it skips, so that asking twice skips one (rule 10). */
export function createSkipRoute(engine: Pick<Engine, 'read' | 'skip'>): ApiHandler {
  return async function skipMessage(call) {
    const { request, response, uuid, client } = call
    const body = await readJson(request)
    if ('problem' in body) return answerProblem(response, body.problem)
    const asked = skipRequestSchema.safeParse(body.json)
    if (!asked.success) return answerProblem(response, invalidShape(asked.error))
    const found = await readOwn(engine, call)
    if ('problem' in found) return answerProblem(response, found.problem)
    const answer = await engine.skip(uuid, asked.data.index, client.name)
    if (answer.type === 'not found') return answerProblem(response, unknownWorkflow(uuid))
    answerJson(response, 200, writeSkip(answer, asked.data.index))
  }
}

function writeSkip(
  answer: Exclude<SkipAnswer, { type: 'not found' }>,
  index: number,
): z.infer<typeof skipAnswerSchema> {
  switch (answer.type) {
    case 'skipped':
      return { result: 'skipped', detail: `Message ${index + 1} is not waited for any more: the next one goes.` }
    case 'handing over':
      return {
        result: 'handing_over',
        index: answer.index,
        detail: `Message ${answer.index + 1} is being handed over: the next one goes as soon as that has ended.`,
      }
    case 'not current':
      return {
        result: 'not_current',
        current: answer.current,
        detail: `Nothing was changed: message ${answer.current + 1} is the current one.`,
      }
    case 'last message':
      return { result: 'last_message', detail: 'Nothing was changed: no message follows the last one.' }
    case 'too late':
      return { result: 'too_late', ...writeEnd(answer), detail: tooLateDetail(answer) }
  }
}
