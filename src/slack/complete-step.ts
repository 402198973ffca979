import type { webApi } from '@slack/bolt'
import type { ShowOutcome } from '../bot/card-ports.ts'
import type { StepReports, StepResult } from '../bot/ports.ts'
import { labelOf } from './blocks/text.ts'
import { callSlack } from './call-outcome.ts'
import type { ClientsOf } from './web-clients.ts'
import { stepFailure } from './words/step.ts'

/** Slack's words for a step that does not wait any more: it timed out, or has been told. Source: Slack, functions.completeSuccess, errors. */
const NOT_WAITING = new Set(['execution_not_in_running_state', 'function_execution_not_found'])

/** Ends the steps of Slack workflows through the Web API, with the bot's token: the one that came with a step may have ended. */
export function createStepReports(clientsOf: ClientsOf): StepReports {
  return {
    report: ({ stepExecutionId = '', ...notification }, result) =>
      endStep(async () => {
        const { background } = await clientsOf(notification.teamId)
        if (result.type === 'not reached') {
          const error = stepFailure(notification, result.shown)
          await background.functions.completeError({ function_execution_id: stepExecutionId, error })
        } else {
          const outputs = stepOutputs(result)
          await background.functions.completeSuccess({ function_execution_id: stepExecutionId, outputs })
        }
      }),
  }
}

/** The outputs of the step, by their names on the wire; the manifest declares the same. */
export function stepOutputs({ status, channel, at }: Omit<Extract<StepResult, { type: 'reached' }>, 'type'>) {
  // Slack's timestamps are whole seconds since 1970. Source: Slack, Automations, types: timestamp.
  return { status, channel: labelOf(channel), time: Math.floor(at / 1000) }
}

/** Fails a step at once, before anything was saved. */
export function failStep(
  clientOf: () => Promise<webApi.WebClient>,
  executionId: string,
  error: string,
): Promise<ShowOutcome<void>> {
  return endStep(async () => {
    const client = await clientOf()
    await client.functions.completeError({ function_execution_id: executionId, error })
  })
}

async function endStep(call: () => Promise<void>): Promise<ShowOutcome<void>> {
  const outcome = await callSlack(call)
  if (!('error' in outcome)) return outcome
  if (NOT_WAITING.has(outcome.error)) return { type: 'done', value: undefined }
  // Of a step this says that it is somebody else's, not that the token is bad.
  return outcome.error === 'access_denied' ? { type: 'impossible', error: outcome.error } : outcome
}
