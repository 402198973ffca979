import type { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import { answerJson } from '../http/body.ts'
import type { redactAnswerSchema } from './answer-schema.ts'
import type { ApiHandler } from './api-route.ts'
import { answerProblem } from './problem.ts'
import { underscored } from './wire-words.ts'
import { readOwn, unknownWorkflow } from './workflow-access.ts'

/** What redacting works with. */
export interface RedactRouteDependencies extends Pick<Engine, 'read'> {
  /** Harmless to repeat. A workflow counts as running, too, while a receipt of it has not been read. */
  redact: (uuid: string) => Promise<'redacted' | 'still running' | 'not found'>
}

const DETAILS = {
  redacted: 'Recipients, texts and names are removed for good; the evidence can still be verified.',
  'still running': 'Nothing was changed: the workflow has not ended, or a receipt of it is still to be read.',
} as const

/** Answers `POST …/{uuid}/redact`, for the operator alone: what is removed cannot be brought back. */
export function createRedactRoute({ read, redact }: RedactRouteDependencies): ApiHandler {
  return async function redactWorkflow(call) {
    const { response, client, uuid } = call
    const found = await readOwn({ read }, call)
    if ('problem' in found) return answerProblem(response, found.problem)
    if (!client.isOperator) return answerProblem(response, unknownWorkflow(uuid))
    const result = await redact(uuid)
    if (result === 'not found') return answerProblem(response, unknownWorkflow(uuid))
    const answer: z.infer<typeof redactAnswerSchema> = { result: underscored(result), detail: DETAILS[result] }
    answerJson(response, 200, answer)
  }
}
