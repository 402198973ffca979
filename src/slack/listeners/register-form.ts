import type { App } from '@slack/bolt'
import { registerFormChanges } from './form-changes.ts'
import { registerFormSimulation } from './form-simulation.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { registerNotifySubmission } from './notify-submission.ts'
import { createReplacedViews } from './replaced-views.ts'
import { createTurns } from './turns.ts'

/** All that can be done in the form; what changes it and what sends it know of each other. */
export function registerForm(app: App, dependencies: ListenerDependencies): void {
  const views = { turns: createTurns(), replaced: createReplacedViews() }
  registerFormChanges(app, dependencies, views)
  registerFormSimulation(app, dependencies)
  registerNotifySubmission(app, dependencies, views)
}
