import type { ApiPath } from './paths.ts'

/** What the API can be asked: a method and, after the base path, an address. The document and the routes both read it. */
export const OPERATIONS = {
  createWorkflow: { method: 'POST', path: '' },
  listWorkflows: { method: 'GET', path: '' },
  readWorkflow: { method: 'GET', path: '/{uuid}' },
  cancelWorkflow: { method: 'POST', path: '/{uuid}/cancel' },
  skipMessage: { method: 'POST', path: '/{uuid}/skip' },
  redactWorkflow: { method: 'POST', path: '/{uuid}/redact' },
  exportEvidence: { method: 'GET', path: '/{uuid}/evidence' },
} as const satisfies Record<string, Operation>

/** One thing that the API can be asked. */
export interface Operation {
  method: 'GET' | 'POST'
  path: '' | '/{uuid}' | `/{uuid}/${string}`
}

/** The name of one thing that the API can be asked. */
export type OperationId = keyof typeof OPERATIONS

/** Finds what is asked; where only the method is wrong, those that the address has; undefined where it has none. */
export function findOperation(path: ApiPath, method: string): { id: OperationId } | { allow: string[] } | undefined {
  const address = path.uuid === undefined ? '' : path.action === undefined ? '/{uuid}' : `/{uuid}/${path.action}`
  const there = Object.entries(OPERATIONS).filter(([, operation]) => operation.path === address)
  const found = there.find(([, operation]) => operation.method === method)
  if (found) return { id: found[0] as OperationId }
  return there.length > 0 ? { allow: there.map(([, operation]) => operation.method) } : undefined
}
