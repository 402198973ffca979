import type { App } from '@slack/bolt'
import { failStep } from '../complete-step.ts'
import { type ReadStep, readStep } from '../read-step.ts'
import { STEP_REASONS, stepBug, stepMistake, stepUnsure } from '../words/step.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** The callback id of the step "Send a failover message"; the manifest declares the same. */
export const SEND_STEP = 'send_failover_message'

/** The number of the last time that Slack delivers an event again. Source: Slack, Events API, "Retries". */
const LAST_RETRY = 3

/** What the step needs of what every listener works with. */
type StepDependencies = Pick<ListenerDependencies, 'clientsOf' | 'senders' | 'reportBug'> & {
  bot: Pick<ListenerDependencies['bot'], 'start'>
}

/** What a run of the step asks for. */
interface StepRun {
  executionId: string
  teamId: string
  inputs: Record<string, unknown>
}

/** How a run has begun: well, or had already; or not, with what is said to the step. */
type Begun = { type: 'begun' } | { type: 'not begun'; error: string } | { type: 'maybe begun'; error: string }

/**
 * A Slack workflow has come to our step: saved, then acknowledged; the loop tells the step at the end. What can't be
 * begun fails the step at once. Where nobody knows whether it was saved, Slack delivers it again, which begins nothing
 * twice: only the last of these fails the step.
 */
export function registerSendStep(app: App, dependencies: StepDependencies): void {
  const { clientsOf } = dependencies
  app.function(SEND_STEP, { autoAcknowledge: false }, async ({ payload, body, context, ack }) => {
    const { function_execution_id: executionId, inputs } = payload
    const teamId = body.team_id
    const begun = await begin({ executionId, teamId, inputs }, dependencies)
    if (begun.type === 'maybe begun' && (context.retryNum ?? 0) < LAST_RETRY) return
    if (begun.type !== 'begun') {
      const told = await failStep(async () => (await clientsOf(teamId)).interactive, executionId, begun.error)
      // Nothing is saved that could be repeated: what is not acknowledged Slack delivers again, three times.
      if (told.type !== 'done' && told.type !== 'impossible') return
    }
    await ack()
  })
}

async function begin(run: StepRun, { bot, senders, reportBug }: StepDependencies): Promise<Begun> {
  const { executionId, teamId } = run
  const reported = (error: unknown) => reportBug(error, 'the step of a Slack workflow')
  let read: ReadStep
  try {
    read = readStep(run.inputs, senders)
  } catch (error) {
    return { type: 'not begun', error: stepBug(reported(error)) }
  }
  if ('mistake' in read) return { type: 'not begun', error: read.mistake }
  try {
    const started = await bot.start({ key: `step:${executionId}`, teamId, stepExecutionId: executionId, ...read })
    if (!('problems' in started)) return { type: 'begun' }
    return { type: 'not begun', error: stepMistake('chain', started.problems[0]?.reason ?? STEP_REASONS.chain) }
  } catch (error) {
    return { type: 'maybe begun', error: stepUnsure(reported(error)) }
  }
}
