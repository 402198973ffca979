import type { FunctionExecution } from '../../src/sandbox/slack/function-executions.ts'
import { SEND_STEP } from '../../src/slack/listeners/send-step.ts'
import { story } from './story.ts'
import { ADA, INCIDENTS, NUMBER, PSID, sentUuid, untilSent, untilTold } from './thread.ts'
import type { World, WorldOptions } from './world.ts'

/** What somebody has filled in in Workflow Builder. */
const INPUTS = {
  recipient: NUMBER,
  text: 'The server room is flooding',
  chain: `messenger:${PSID},sms`,
  asked_by: ADA,
  conversation: INCIDENTS,
}

/** A story in a workspace whose workflows have our step. */
export function stepStory(name: string, tell: (world: World) => Promise<void>, options: WorldOptions = {}): void {
  story(name, tell, { hasWorkflowStep: true, ...options })
}

/** A Slack workflow comes to the step. */
export function runStep({ slack }: World, inputs: Partial<Record<keyof typeof INPUTS, string | null>> = {}) {
  return slack.runFunction({ callbackId: SEND_STEP, inputs: { ...INPUTS, ...inputs } })
}

/** How far the step is. */
export function stepIn({ slack }: World): FunctionExecution | undefined {
  return slack.functionExecutions()[0]
}

/** Resolves when the step has gone on or failed. */
export async function untilOver(world: World): Promise<FunctionExecution | undefined> {
  await world.slack.until(() => stepIn(world)?.status !== 'running')
  return stepIn(world)
}

/** The message that is not read is followed by the SMS, which is delivered. */
export async function reachBySms(world: World): Promise<void> {
  await untilTold(world, /Messenger\* sent/)
  await world.advance(600)
  await untilSent(world, 2)
  await world.phones.deliver(sentUuid(world, 1))
}

/** The step of a person whom the SMS has reached, without when. */
export const REACHED = { status: 'completed', outputs: { status: 'delivered', channel: 'SMS' } }
