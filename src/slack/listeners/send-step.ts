import type { App } from '@slack/bolt'
import { failStep } from '../complete-step.ts'
import { readStep } from '../read-step.ts'
import { STEP_REASONS, stepBug, stepMistake } from '../words/step.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** The callback id of the step "Send a failover message"; the manifest declares the same. */
export const SEND_STEP = 'send_failover_message'

/** What a run of the step asks for. */
interface StepRun {
  executionId: string
  teamId: string
  inputs: Record<string, unknown>
}

/**
 * A Slack workflow has come to our step: saved, then acknowledged; the loop tells the step at the end. What can't be
 * begun fails the step at once.
 */
export function registerSendStep(app: App, dependencies: ListenerDependencies): void {
  const { clientsOf } = dependencies
  app.function(SEND_STEP, { autoAcknowledge: false }, async ({ payload, body, ack }) => {
    const { function_execution_id: executionId, inputs } = payload
    const teamId = body.team_id
    const error = await begin({ executionId, teamId, inputs }, dependencies)
    if (error !== undefined) {
      const told = await failStep(async () => (await clientsOf(teamId)).interactive, executionId, error)
      // Nothing is saved that could be repeated: what is not acknowledged Slack delivers again, three times.
      if (told.type !== 'done' && told.type !== 'impossible') return
    }
    await ack()
  })
}

/** @returns what is wrong, in words; nothing where it has begun, or had already. */
async function begin(
  { executionId, teamId, inputs }: StepRun,
  { bot, senders, reportBug }: ListenerDependencies,
): Promise<string | undefined> {
  try {
    const read = readStep(inputs, senders)
    if ('mistake' in read) return read.mistake
    const started = await bot.start({ key: `step:${executionId}`, teamId, stepExecutionId: executionId, ...read })
    if (!('problems' in started)) return undefined
    return stepMistake('chain', started.problems[0]?.reason ?? STEP_REASONS.chain)
  } catch (error) {
    return stepBug(reportBug(error, 'the step of a Slack workflow'))
  }
}
