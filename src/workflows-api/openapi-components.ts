import { z } from 'zod'
import { exportSchema } from '../evidence/export-schema.ts'
import {
  answerSchemas,
  cancelAnswerSchema,
  problemSchema,
  redactAnswerSchema,
  skipAnswerSchema,
  skipRequestSchema,
} from './answer-schema.ts'
import { createWorkflowSchema } from './schema.ts'
import { timelineEntrySchema } from './timeline-schema.ts'

/** A JSON Schema. */
export type JsonSchema = Record<string, unknown>

const workflows = answerSchemas('workflows')
const dispatch = answerSchemas('dispatch')

/** The schemas of the document, by name. */
const SCHEMAS = {
  CreateWorkflow: createWorkflowSchema,
  WorkflowCreated: workflows.created,
  Workflow: workflows.workflow,
  WorkflowList: workflows.list,
  DispatchCreated: dispatch.created,
  Dispatch: dispatch.workflow,
  DispatchList: dispatch.list,
  TimelineEntry: timelineEntrySchema,
  CancelAnswer: cancelAnswerSchema,
  SkipRequest: skipRequestSchema,
  SkipAnswer: skipAnswerSchema,
  RedactAnswer: redactAnswerSchema,
  Evidence: exportSchema,
  Problem: problemSchema,
} satisfies Record<string, z.ZodType>

/** The name of a schema of the document. */
export type SchemaName = keyof typeof SCHEMAS

/** Refers to a schema of the document. */
export function schemaRef(name: SchemaName | 'Message'): JsonSchema {
  return { $ref: `#/components/schemas/${name}` }
}

/** The components of the document: what is checked is what is documented, since both are these schemas. */
export function schemaComponents(): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id })
  const { schemas } = z.toJSONSchema(registry, {
    io: 'input',
    uri: (id) => `#/components/schemas/${id}`,
    override: withoutPattern,
  })
  const components: Record<string, JsonSchema> = {}
  for (const [id, { $id: _id, $schema: _schema, ...schema }] of Object.entries(schemas)) components[id] = schema
  return withMessage(components)
}

/** The parameters of a query or a header as JSON Schema. */
export function parameterSchemas(schema: z.ZodObject): { name: string; schema: JsonSchema }[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: 'input', override: withoutPattern })
  return Object.entries(properties).map(([name, property]) => ({ name, schema: property as JsonSchema }))
}

/** Where a format or another type says it, the pattern that checks it would only be noise. */
function withoutPattern({ jsonSchema }: { jsonSchema: JsonSchema }): void {
  if (jsonSchema.format !== undefined || jsonSchema.type === 'integer') delete jsonSchema.pattern
}

/** A message is posted and shown alike, so it has a name of its own. */
function withMessage(components: Record<string, JsonSchema>): Record<string, JsonSchema> {
  const posted = listOfMessages(components.CreateWorkflow)
  const named = { ...components, Message: posted.items as JsonSchema }
  posted.items = schemaRef('Message')
  for (const name of ['Workflow', 'Dispatch'] as const) listOfMessages(components[name]).items = schemaRef('Message')
  return named
}

function listOfMessages(schema: JsonSchema | undefined): JsonSchema {
  const { workflow } = (schema?.properties ?? {}) as Record<string, JsonSchema>
  if (!workflow) throw new Error('the schema has no list of messages')
  return workflow
}
