import type { Engine } from '../engine/engine.ts'
import type { WorkflowStory } from '../engine/ports.ts'
import type { ApiCall } from './api-route.ts'
import { type ApiProblem, notFound } from './problem.ts'

/** Anything else can't be one of ours, and a database may even refuse to look for it. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** The workflow that a request names, where its client may see it: the operator sees all, others only their own. */
export async function readOwn(
  { read }: Pick<Engine, 'read'>,
  { client, uuid }: Pick<ApiCall, 'client' | 'uuid'>,
): Promise<{ story: WorkflowStory } | { problem: ApiProblem }> {
  const story = UUID.test(uuid) ? await read(uuid) : undefined
  const isSeen = story !== undefined && (client.isOperator || story.submitter?.client === client.name)
  return isSeen ? { story } : { problem: unknownWorkflow(uuid) }
}

/** Source: the vendor's common errors, NotFoundError. */
export function unknownWorkflow(uuid: string): ApiProblem {
  return notFound(`ID '${uuid}' does not exist, or you do not have access`)
}
