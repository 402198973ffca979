import type { z } from 'zod'
import type { CancelAnswer, Engine } from '../engine/engine.ts'
import { answerJson } from '../http/body.ts'
import type { cancelAnswerSchema } from './answer-schema.ts'
import type { ApiHandler } from './api-route.ts'
import { answerProblem } from './problem.ts'
import { underscored } from './wire-words.ts'
import { readOwn, unknownWorkflow } from './workflow-access.ts'

/** Answers `POST …/{uuid}/cancel`: what it came to is said for certain (rule 10). */
export function createCancelRoute(engine: Pick<Engine, 'read' | 'cancel'>): ApiHandler {
  return async function cancelWorkflow(call) {
    const found = await readOwn(engine, call)
    if ('problem' in found) return answerProblem(call.response, found.problem)
    const answer = await engine.cancel(call.uuid, call.client.name)
    if (answer.type === 'not found') return answerProblem(call.response, unknownWorkflow(call.uuid))
    answerJson(call.response, 200, writeCancel(answer))
  }
}

function writeCancel(answer: Exclude<CancelAnswer, { type: 'not found' }>): z.infer<typeof cancelAnswerSchema> {
  switch (answer.type) {
    case 'cancelled':
      return { result: 'cancelled', detail: 'Nothing more is sent.' }
    case 'handing over':
      return {
        result: 'handing_over',
        index: answer.index,
        detail: `Nothing more is sent, but message ${answer.index + 1} was already being handed over: the final report says whether it went out.`,
      }
    case 'too late':
      return { result: 'too_late', ...writeEnd(answer), detail: tooLateDetail(answer) }
  }
}

type TooLate = Extract<CancelAnswer, { type: 'too late' }>

/** How a workflow had ended before somebody asked. */
export function writeEnd({ reason, status }: TooLate) {
  return { reason: underscored(reason), status }
}

/** The same in a sentence. */
export function tooLateDetail({ reason, status }: TooLate): string {
  return `Too late: the workflow ends or has ended as ${status} (${reason}).`
}
