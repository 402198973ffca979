import type { WorkflowsApi } from './bot/ports.ts'
import type { Engine } from './engine/engine.ts'

/** Our own engine as the bot's Workflows API. */
export function createOwnApi(engine: Engine): WorkflowsApi {
  return {
    repeatsKeys: true,
    control: { cancel: engine.cancel, skip: engine.skip },
    async create(messages, key) {
      const created = await engine.create(messages, key)
      if ('uuid' in created) return { type: 'created', workflowUuid: created.uuid }
      const parameters = created.problems.map(({ index, field, reason }) => `message ${index + 1}, ${field}: ${reason}`)
      return { type: 'refused', failure: { title: 'The workflow is not valid', parameters } }
    },
  }
}
