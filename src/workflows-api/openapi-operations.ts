import type { z } from 'zod'
import { EVIDENCE_TYPES, evidenceQuerySchema } from './evidence-route.ts'
import { listQuerySchema } from './list-query.ts'
import type { SchemaName } from './openapi-components.ts'
import type { OperationId } from './operations.ts'

/** What the document says of one thing that the API can be asked. */
export interface OperationDocument {
  summary: string
  description: string
  query?: z.ZodObject
  takesIdempotencyKey?: true
  body?: SchemaName
  /** The status of a good answer, and its schemas by content type; those of the Dispatch API are named otherwise. */
  success: { status: number; description: string; content: Readonly<Record<string, AnswerSchema>> }
  /** The statuses of the problems that it can be answered with. */
  problems: readonly ProblemStatus[]
}

/** A schema of both APIs or of each; a text where there is none. */
export type AnswerSchema = SchemaName | { workflows: SchemaName; dispatch: SchemaName } | 'text'

/** What each status of a problem means. */
export const PROBLEMS = {
  400: 'A parameter is wrong or unknown; each is named with what to do about it.',
  401: 'The credentials are missing or wrong, or there are two kinds of them.',
  404: 'There is no such workflow, or it belongs to another client.',
  409: 'The Idempotency-Key came with another body in the last 24 hours.',
  413: 'The body is too long.',
  415: 'The body is not called JSON.',
  429: 'The client asks too often; Retry-After says in how many seconds to go on.',
} as const

/** The status of a problem. */
export type ProblemStatus = keyof typeof PROBLEMS

const json = (schema: AnswerSchema) => ({ 'application/json': schema })

/** All that the document says of the operations. */
export const OPERATION_DOCUMENTS: Readonly<Record<OperationId, OperationDocument>> = {
  createWorkflow: {
    summary: 'Create a workflow',
    description: 'All messages but the last have a failover. With an Idempotency-Key it is harmless to repeat.',
    takesIdempotencyKey: true,
    body: 'CreateWorkflow',
    success: {
      status: 202,
      description: 'The workflow is saved, and its first message goes out as soon as it can.',
      content: json({ workflows: 'WorkflowCreated', dispatch: 'DispatchCreated' }),
    },
    problems: [400, 401, 409, 413, 415, 429],
  },
  listWorkflows: {
    summary: 'List workflows',
    description: 'The newest first; a client sees its own, the operator all.',
    query: listQuerySchema,
    success: {
      status: 200,
      description: 'A page; with next_cursor where another one follows.',
      content: json({ workflows: 'WorkflowList', dispatch: 'DispatchList' }),
    },
    problems: [400, 401, 429],
  },
  readWorkflow: {
    summary: 'Read a workflow',
    description: 'The plan, how far each message is, and the timeline with the provider’s times and ours.',
    success: {
      status: 200,
      description: 'The workflow.',
      content: json({ workflows: 'Workflow', dispatch: 'Dispatch' }),
    },
    problems: [401, 404, 429],
  },
  cancelWorkflow: {
    summary: 'Cancel a workflow',
    description: 'Nothing more is sent; the answer says for certain whether it came in time. No body is needed.',
    success: { status: 200, description: 'What it came to.', content: json('CancelAnswer') },
    problems: [401, 404, 429],
  },
  skipMessage: {
    summary: 'Skip a message',
    description: 'The next message goes now. The body names the message to skip, so that asking twice skips one.',
    body: 'SkipRequest',
    success: { status: 200, description: 'What it came to.', content: json('SkipAnswer') },
    problems: [400, 401, 404, 413, 415, 429],
  },
  redactWorkflow: {
    summary: 'Redact a workflow',
    description:
      'Removes recipients, texts and whatever else can lead to a person from an ended workflow, for good; its evidence can still be verified. For the operator only. No body is needed.',
    success: { status: 200, description: 'What it came to.', content: json('RedactAnswer') },
    problems: [401, 404, 429],
  },
  exportEvidence: {
    summary: 'Export the evidence of a workflow',
    description: 'The timeline with its signed receipts, chained and signed; it can be verified offline.',
    query: evidenceQuerySchema,
    success: {
      status: 200,
      description: 'A file.',
      content: { [EVIDENCE_TYPES.json]: 'Evidence', [EVIDENCE_TYPES.csv]: 'text' },
    },
    problems: [400, 401, 404, 429],
  },
}
