import type { App, BlockAction, ButtonAction, types } from '@slack/bolt'
import { validate } from '../../failover/validation.ts'
import { callSlack } from '../call-outcome.ts'
import { simulatePlan } from '../simulate-plan.ts'
import { teamOf } from '../team-of.ts'
import { FORM_ACTIONS } from '../views/form-fields.ts'
import { formErrors, messagesOf } from '../views/form-messages.ts'
import { type FormView, readForm } from '../views/read-notify-form.ts'
import { mistakeLines, refusedSimulationView } from '../views/refused-simulation.ts'
import { simulationFailedWords } from '../words/form.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'

/** *What would happen?*: a view on top of the form tells it; nothing is sent. */
export function registerFormSimulation(app: App, dependencies: ListenerDependencies): void {
  const { clientsOf, reportBug } = dependencies
  const button = { type: 'block_actions', action_id: FORM_ACTIONS.simulate } as const
  app.action<BlockAction<ButtonAction>>(button, async ({ ack, body }) => {
    await ack()
    try {
      const view = await viewOf(body, dependencies)
      await callSlack(async () => {
        const { interactive } = await clientsOf(teamOf(body))
        await interactive.views.push({ trigger_id: body.trigger_id, view })
      })
    } catch (error) {
      reportBug(error, 'showing what would happen')
    }
  })
}

async function viewOf({ view }: { view?: FormView }, dependencies: ListenerDependencies): Promise<types.ModalView> {
  try {
    if (!view) throw new Error('the button was not in a view')
    const { draft } = readForm(view)
    const { messages, errors } = messagesOf(draft, dependencies.senders)
    const mistakes = { ...formErrors(validate(messages), draft), ...errors }
    if (Object.keys(mistakes).length > 0) return refusedSimulationView(mistakeLines(mistakes, draft))
    return await simulatePlan(messages, dependencies)
  } catch (error) {
    return refusedSimulationView([simulationFailedWords(dependencies.reportBug(error, 'simulating a plan'))])
  }
}
