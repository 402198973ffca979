import type { Submitter } from '../engine/ports.ts'
import { CHANNELS } from '../failover/channel.ts'
import type { Field, Problem } from '../failover/validation.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { answerJson, parseJson, readBody } from '../http/body.ts'
import type { ApiHandler } from './api-route.ts'
import { UUID_KEYS } from './paths.ts'
import {
  answerProblem,
  INVALID_JSON,
  type InvalidParameter,
  invalidParameters,
  tooLarge,
  UNSUPPORTED_CONTENT_TYPE,
} from './problem.ts'
import { createWorkflowSchema, readStep } from './schema.ts'

/** What creating a workflow over HTTP works with. */
export interface CreateRouteDependencies {
  create: (messages: WorkflowMessage[], submitter: Submitter) => Promise<{ uuid: string } | { problems: Problem[] }>
}

/** Bytes of a body; a workflow of many long messages has far less. */
const BODY_BYTES_MAX = 1024 * 1024

/** Answers `POST /beta/workflows` and `POST /v0.1/dispatch`: 202 means that the workflow is saved. */
export function createCreateRoute({ create }: CreateRouteDependencies): ApiHandler {
  return async function createWorkflow({ request, response, api, client }) {
    const body = await readBody(request, BODY_BYTES_MAX)
    if (body === 'too large') return answerProblem(response, tooLarge(BODY_BYTES_MAX))
    if (!/^application\/(\w+\+)?json\b/i.test(request.headers['content-type'] ?? '')) {
      return answerProblem(response, UNSUPPORTED_CONTENT_TYPE)
    }
    const json = parseJson(body.toString('utf8'))
    if (json === undefined) return answerProblem(response, INVALID_JSON)
    const parsed = createWorkflowSchema.safeParse(json)
    if (!parsed.success) {
      return answerProblem(response, invalidParameters(parsed.error.issues.flatMap(nameIssue)))
    }
    const mismatches = parsed.data.workflow.flatMap(({ from, to }, index) =>
      from.type === to.type
        ? []
        : [{ name: `workflow[${index}].from.type`, reason: `must be ${to.type}, as in to.type` }],
    )
    if (mismatches.length > 0) return answerProblem(response, invalidParameters(mismatches))
    const messages = parsed.data.workflow.map(readStep)
    const created = await create(messages, { client: client.name, api })
    if ('problems' in created) {
      return answerProblem(
        response,
        invalidParameters(created.problems.map((problem) => nameProblem(problem, messages))),
      )
    }
    answerJson(response, 202, { [UUID_KEYS[api]]: created.uuid })
  }
}

interface Issue {
  path: PropertyKey[]
  message: string
  code?: string | undefined
  keys?: string[]
}

/** A parameter of the wrong shape, by its path; one for each unknown key. */
function nameIssue({ path, message, code, keys }: Issue): InvalidParameter[] {
  const name = pathOf(path)
  if (code === 'unrecognized_keys' && keys) {
    return keys.map((key) => ({ name: name ? `${name}.${key}` : key, reason: 'is not a known parameter' }))
  }
  return [{ name: name || 'body', reason: message }]
}

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`
    return name ? `${name}.${String(key)}` : String(key)
  }, '')
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
