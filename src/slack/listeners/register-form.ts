import type { App } from '@slack/bolt'
import { registerFormChanges } from './form-changes.ts'
import { registerFormSimulation } from './form-simulation.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { registerNotifySubmission } from './notify-submission.ts'
import { createTurns } from './turns.ts'

/** All that can be done in the form; what sends it overtakes what changes it. */
export function registerForm(app: App, dependencies: ListenerDependencies): void {
  const turns = createTurns()
  registerFormChanges(app, dependencies, turns)
  registerFormSimulation(app, dependencies)
  registerNotifySubmission(app, dependencies, turns)
}
