import type { IdempotencyKey, Submitter } from '../engine/ports.ts'
import { CHANNELS } from '../failover/channel.ts'
import type { Field, Problem } from '../failover/validation.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { answerJson } from '../http/body.ts'
import type { ApiHandler } from './api-route.ts'
import { bodyHash, readIdempotencyKey } from './idempotency-key.ts'
import { invalidShape } from './invalid-shape.ts'
import { UUID_KEYS } from './paths.ts'
import { answerProblem, type InvalidParameter, invalidParameters, KEY_REUSED } from './problem.ts'
import { readJson } from './read-json.ts'
import { createWorkflowSchema, readStep } from './schema.ts'

/** What creating a workflow over HTTP works with. */
export interface CreateRouteDependencies {
  /** Harmless to repeat with the same key. */
  create: (
    messages: WorkflowMessage[],
    submitter: Submitter,
    key: IdempotencyKey | undefined,
  ) => Promise<{ uuid: string } | { problems: Problem[] } | 'key reused'>
}

/** Answers `POST /beta/workflows` and `POST /v0.1/dispatch`: 202 means that the workflow is saved. */
export function createCreateRoute({ create }: CreateRouteDependencies): ApiHandler {
  return async function createWorkflow({ request, response, api, client }) {
    const named = readIdempotencyKey(request)
    if ('problem' in named) return answerProblem(response, named.problem)
    const body = await readJson(request)
    if ('problem' in body) return answerProblem(response, body.problem)
    const parsed = createWorkflowSchema.safeParse(body.json)
    if (!parsed.success) return answerProblem(response, invalidShape(parsed.error))
    const mismatches = parsed.data.workflow.flatMap(({ from, to }, index) =>
      from.type === to.type
        ? []
        : [{ name: `workflow[${index}].from.type`, reason: `must be ${to.type}, as in to.type` }],
    )
    if (mismatches.length > 0) return answerProblem(response, invalidParameters(mismatches))
    const messages = parsed.data.workflow.map(readStep)
    const key = named.key === undefined ? undefined : { key: named.key, bodyHash: bodyHash(body.json) }
    const created = await create(messages, { client: client.name, api }, key)
    if (created === 'key reused') return answerProblem(response, KEY_REUSED)
    if ('problems' in created) {
      return answerProblem(
        response,
        invalidParameters(created.problems.map((problem) => nameProblem(problem, messages))),
      )
    }
    answerJson(response, 202, { [UUID_KEYS[api]]: created.uuid })
  }
}

/** A problem that the rules found, by the parameter that has it. */
function nameProblem({ index, field, reason }: Problem, messages: readonly WorkflowMessage[]): InvalidParameter {
  const message = messages[index]
  const names: Readonly<Record<Field, string>> = {
    from: `from.${message ? CHANNELS[message.channel].from : 'number'}`,
    to: `to.${message ? CHANNELS[message.channel].to : 'number'}`,
    content: 'message.content.type',
    text: 'message.content.text',
    url: `message.content.${message?.content.type}.url`,
    caption: `message.content.${message?.content.type}.caption`,
    thumbUrl: 'message.content.video.thumb_url',
    failover: 'failover',
    expirySeconds: 'failover.expiry_time',
    conditionStatus: 'failover.condition_status',
    options: `message.${message?.channel}`,
    ttlSeconds: `message.${message?.channel}.ttl`,
  }
  return { name: `workflow[${index}].${names[field]}`, reason }
}
