import { z } from 'zod'
import { channelSchema, workflowStatusSchema } from './answer-schema.ts'

/** Workflows of a page, unless the client says how many. */
const DEFAULT_LIMIT = 50
const LIMIT_MAX = 100

/** The last workflow of a page; clients are only to hand it back. */
type Cursor = { createdAt: number; uuid: string }

const cursorParts = z.tuple([z.int(), z.uuid()])

const cursor = z.string().transform((text, context) => {
  const read = readCursor(text)
  if (read) return read
  context.addIssue({ code: 'custom', message: 'must be a next_cursor of a list' })
  return z.NEVER
})

const limit = z
  .string()
  .regex(/^\d{1,3}$/, `must be a whole number from 1 to ${LIMIT_MAX}`)
  .transform(Number)
  .pipe(z.number().min(1, 'must be at least 1').max(LIMIT_MAX, `must be at most ${LIMIT_MAX}`))

/** What lists can be asked for; a parameter that is given twice or that nobody knows is refused. */
export const listQuerySchema = z.strictObject({
  status: workflowStatusSchema.optional().describe('Only those that are running, or that ended so.'),
  channel: channelSchema.optional().describe('Only those with a message on this channel.'),
  limit: limit
    .default(DEFAULT_LIMIT)
    .describe(`Workflows of a page, from 1 to ${LIMIT_MAX}; ${DEFAULT_LIMIT} if absent.`),
  cursor: cursor.optional().describe('The next_cursor of the page before; the other parameters must be the same.'),
})

/** Where the next page begins. */
export function writeCursor({ createdAt, uuid }: Cursor): string {
  return Buffer.from(JSON.stringify([createdAt, uuid])).toString('base64url')
}

function readCursor(text: string): Cursor | undefined {
  try {
    const { data } = cursorParts.safeParse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')))
    return data && { createdAt: data[0], uuid: data[1] }
  } catch {
    return undefined
  }
}

/** The parameters of an address, each as a text, or as a list where it is given more than once. */
export function readParameters(parameters: URLSearchParams): Record<string, unknown> {
  const names = [...new Set(parameters.keys())]
  return Object.fromEntries(
    names.map((name) => {
      const values = parameters.getAll(name)
      return [name, values.length > 1 ? values : values[0]]
    }),
  )
}
