import { z } from 'zod'
import { CommandError } from './command-error.ts'
import { EXIT } from './exit-codes.ts'

/** Old and new name of a workflow's uuid. Source: Workflows API 0.3.0 and Dispatch API 0.3.3, Response. */
const uuids = { workflow_uuid: z.string().optional(), dispatch_uuid: z.string().optional() }

const created = z.looseObject(uuids).refine((read) => uuidOf(read) !== undefined)

const usage = z.looseObject({ price: z.string(), currency: z.string() })

const message = z.looseObject({
  index: z.int(),
  channel: z.string(),
  to: z.string(),
  status: z.string().nullish(),
  stage: z.string().nullish(),
  sent_at: z.string().nullish(),
  deadline_at: z.string().nullish(),
})

const entry = z.looseObject({ seq: z.int(), at: z.string(), provider_at: z.string().nullish(), type: z.string() })

const workflow = z.looseObject({
  ...uuids,
  status: z.string(),
  created_at: z.string(),
  workflow: z.array(z.looseObject({})),
  messages: z.array(message),
  timeline: z.array(entry),
  usage: z.union([usage, z.array(usage)]).nullish(),
  sandbox: z.boolean().nullish(),
})

const listed = z.looseObject({
  ...uuids,
  status: z.string(),
  created_at: z.string(),
  channels: z.array(z.string()),
})

const page = z.looseObject({ workflows: z.array(listed), next_cursor: z.string().nullish() })

const result = z.looseObject({ result: z.string(), detail: z.string().optional() })

/** What the command line reads of the API's answers; it passes on what else there is. */
export const ANSWERS = { created, workflow, page, result } as const

/** One workflow, as the API answers it. */
export type WorkflowAnswer = z.infer<typeof workflow>

/** One entry of its timeline. */
export type TimelineEntry = z.infer<typeof entry>

/** One page of the list. */
export type PageAnswer = z.infer<typeof page>

/** The uuid in an answer, under whichever name. */
export function uuidOf(answer: { workflow_uuid?: string | undefined; dispatch_uuid?: string | undefined }) {
  return answer.workflow_uuid ?? answer.dispatch_uuid
}

/** Reads an answer. @throws CommandError when it is none of Backstop's. */
export function readAs<T>(schema: z.ZodType<T>, json: unknown): T {
  const read = schema.safeParse(json)
  if (read.success) return read.data
  throw new CommandError(EXIT.unreachable, 'the answer is none of Backstop’s: is the address right, and the version?')
}
