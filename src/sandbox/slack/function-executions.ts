import type { JsonObject } from './json.ts'
import type { Workspace } from './workspace.ts'

/** A custom function as the app's manifest declares it. */
export interface FunctionDefinition {
  callbackId: string
  title: string
}

/** One run of a custom function, as a step of somebody's workflow. */
export interface FunctionExecution {
  id: string
  callbackId: string
  inputs: JsonObject
  status: 'running' | 'completed' | 'failed'
  outputs?: JsonObject
  /** What the app says went wrong. */
  error?: string
}

/** All runs so far. */
export interface FunctionExecutions {
  list(): readonly FunctionExecution[]
  begin(callbackId: string, inputs: JsonObject): FunctionExecution
  find(id: string): FunctionExecution | undefined
  end(execution: FunctionExecution, result: { outputs: JsonObject } | { error: string }): void
  /** The token that the app gets with a run: good for calls as long as that runs. */
  tokenOf(execution: FunctionExecution): string
  isToken(token: string): boolean
}

/** No runs yet. */
export function createFunctionExecutions(workspace: Workspace): FunctionExecutions {
  const executions: FunctionExecution[] = []
  const tokenOf = ({ id }: FunctionExecution) => `xwfp-sandbox-${id}`
  return {
    list: () => executions,
    begin(callbackId, inputs) {
      const execution: FunctionExecution = { id: workspace.nextId('Fx'), callbackId, inputs, status: 'running' }
      executions.push(execution)
      workspace.changed()
      return execution
    },
    find: (id) => executions.find((one) => one.id === id),
    end(execution, result) {
      Object.assign(execution, { status: 'error' in result ? 'failed' : 'completed', ...result })
      workspace.changed()
    },
    tokenOf,
    isToken: (token) => executions.some((one) => one.status === 'running' && tokenOf(one) === token),
  }
}
