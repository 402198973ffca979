import type { App, BlockAction, ButtonAction, types, webApi } from '@slack/bolt'
import { callSlack } from '../call-outcome.ts'
import { simulatePlan } from '../simulate-plan.ts'
import { teamOf } from '../team-of.ts'
import { FORM_ACTIONS } from '../views/form-fields.ts'
import { checkedMessages } from '../views/form-messages.ts'
import { type ShownForm, withNotice } from '../views/form-notice.ts'
import { type FormView, readForm } from '../views/read-notify-form.ts'
import { mistakeLines, refusedSimulationView } from '../views/refused-simulation.ts'
import { simulationFailedWords } from '../words/form.ts'
import { SIMULATION_NOT_SHOWN } from '../words/simulation.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { alertIfLost } from './lost-answers.ts'
import { isClosed } from './view-answers.ts'

/** *What would happen?*: a view on top of the form tells it; nothing is sent. */
export function registerFormSimulation(app: App, dependencies: ListenerDependencies): void {
  const button = { type: 'block_actions', action_id: FORM_ACTIONS.simulate } as const
  app.action<BlockAction<ButtonAction>>(button, async ({ ack, body }) => {
    await ack()
    const { reportBug } = dependencies
    try {
      const view = await viewOf(body, dependencies)
      const pushed = await call(body, dependencies, (interactive) =>
        interactive.views.push({ trigger_id: body.trigger_id, view }),
      )
      if (pushed.type !== 'done') await tell(SIMULATION_NOT_SHOWN, body, dependencies)
    } catch (error) {
      const words = simulationFailedWords(reportBug(error, 'showing what would happen'))
      await tell(words, body, dependencies).catch((another) => reportBug(another, 'telling that nothing was shown'))
    }
  })
}

/** Says it in the form, at the button, or by direct message where the form has changed since, or is not taken. */
async function tell(line: string, body: BlockAction, dependencies: ListenerDependencies): Promise<void> {
  const form = body.view
  const told = form && (await call(body, dependencies, (interactive) => interactive.views.update(updateOf(form, line))))
  if (told && (told.type === 'done' || isClosed(told))) return
  const sent = await call(body, dependencies, (interactive) =>
    interactive.chat.postMessage({ channel: body.user.id, text: line }),
  )
  alertIfLost(sent, { method: 'chat.postMessage', teamId: teamOf(body) }, dependencies.alerts)
}

function updateOf(form: ShownForm & { id: string; hash: string }, line: string) {
  return { view_id: form.id, hash: form.hash, view: withNotice(form, line) }
}

function call(
  body: BlockAction,
  { clientsOf }: ListenerDependencies,
  method: (interactive: webApi.WebClient) => unknown,
) {
  return callSlack(async () => void (await method((await clientsOf(teamOf(body))).interactive)))
}

async function viewOf({ view }: { view?: FormView }, dependencies: ListenerDependencies): Promise<types.ModalView> {
  try {
    if (!view) throw new Error('the button was not in a view')
    const { draft } = readForm(view)
    const { messages, mistakes } = checkedMessages(draft, dependencies.senders)
    if (Object.keys(mistakes).length > 0) return refusedSimulationView(mistakeLines(mistakes, draft))
    return await simulatePlan(messages, dependencies)
  } catch (error) {
    return refusedSimulationView([simulationFailedWords(dependencies.reportBug(error, 'simulating a plan'))])
  }
}
