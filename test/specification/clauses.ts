import { ERROR_CLAUSES, REPORT_CLAUSES, RESPONSE_CLAUSES, STATUS_CLAUSES } from './answer-clauses.ts'
import type { ClauseSection } from './clause.ts'
import { OPERATION_CLAUSES, REQUEST_CLAUSES } from './request-clauses.ts'

/** The contract, clause by clause: a row each in the README. Source: Dispatch API 0.3.3, but where a clause says else. */
export const CLAUSES: readonly ClauseSection[] = [
  { title: 'The operation and its callbacks', clauses: OPERATION_CLAUSES },
  { title: 'The request', schema: 'createWorkflow', clauses: REQUEST_CLAUSES },
  { title: 'The answer', schema: 'Response', clauses: RESPONSE_CLAUSES },
  { title: 'A refusal', schema: 'Error', clauses: ERROR_CLAUSES },
  { title: 'The status of a message', schema: 'MessageStatus', clauses: STATUS_CLAUSES },
  { title: 'The final report', schema: 'finalReport', clauses: REPORT_CLAUSES },
]
