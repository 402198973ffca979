import type { ClientContext } from './client-context.ts'
import { APP_ID } from './default-workspace.ts'
import { ClientRefusal } from './element-values.ts'
import type { JsonObject } from './json.ts'
import type { ActionOutcome } from './model.ts'

/** A workflow of somebody's comes to a step that is the app's. The app ends it later by functions.complete… */
export async function runFunction(
  context: ClientContext,
  input: { callbackId: string; inputs?: JsonObject },
): Promise<ActionOutcome & { executionId: string }> {
  const definition = context.functions.find((one) => one.callbackId === input.callbackId)
  if (!definition) throw new ClientRefusal(`the app has no function ${input.callbackId}`)
  const inputs = input.inputs ?? {}
  const execution = context.executions.begin(definition.callbackId, inputs)
  const outcome = await context.sendEvent({
    type: 'function_executed',
    function: {
      id: `Fn${definition.callbackId}`,
      callback_id: definition.callbackId,
      title: definition.title,
      description: '',
      type: 'app',
      input_parameters: [],
      output_parameters: [],
      app_id: APP_ID,
      date_created: 0,
      date_updated: 0,
      date_deleted: 0,
    },
    inputs,
    function_execution_id: execution.id,
    workflow_execution_id: execution.id.replace('Fx', 'Wx'),
    event_ts: context.workspace.nextTs(),
    bot_access_token: context.executions.tokenOf(execution),
  })
  return { ...outcome, executionId: execution.id }
}
