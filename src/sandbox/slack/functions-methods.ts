import type { FunctionExecution } from './function-executions.ts'
import { isObject, type JsonObject } from './json.ts'
import { argument, type MethodContext, MethodError, type WebMethod } from './web-method.ts'

/** The methods that end a run of a custom function; they need no scope. Source: their pages on docs.slack.dev. */
export const FUNCTIONS_METHODS: { [name: string]: WebMethod } = {
  'functions.completeSuccess': {
    token: 'bot',
    required: ['function_execution_id', 'outputs'],
    run(args, context) {
      if (!isObject(args.outputs)) throw new MethodError('parameter_validation_failed')
      context.executions.end(running(args, context), { outputs: args.outputs })
      return {}
    },
  },
  'functions.completeError': {
    token: 'bot',
    required: ['function_execution_id', 'error'],
    run(args, context) {
      context.executions.end(running(args, context), { error: argument(args, 'error') ?? '' })
      return {}
    },
  },
}

function running(args: JsonObject, { executions }: MethodContext): FunctionExecution {
  const execution = executions.find(argument(args, 'function_execution_id') ?? '')
  if (!execution) throw new MethodError('function_execution_not_found')
  if (execution.status !== 'running') throw new MethodError('execution_not_in_running_state')
  return execution
}
