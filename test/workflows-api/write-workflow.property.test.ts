import fc from 'fast-check'
import { expect, test } from 'vitest'
import { answerSchemas } from '../../src/workflows-api/answer-schema.ts'
import { writeWorkflow } from '../../src/workflows-api/write-workflow.ts'
import { createWorld, freshWorkflow, moves } from '../failover/histories.ts'

const UUID = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'
const { workflow: schema } = answerSchemas('workflows')

test('whatever happens to a workflow, its answer has the documented form and every fact in its timeline', () => {
  const types = new Set<string>()
  fc.assert(
    fc.property(freshWorkflow, moves, (workflow, history) => {
      const world = createWorld(workflow)
      for (const move of history) world.play(move)
      const story = { uuid: UUID, workflow: world.workflow, facts: world.recorded, sandbox: true as const }
      const answer = JSON.parse(JSON.stringify({ workflow_uuid: UUID, ...writeWorkflow(story) }))
      const read = schema.safeParse(answer)
      expect(read.error?.issues).toBeUndefined()
      expect(answer.timeline).toHaveLength(world.recorded.length)
      expect(answer.status).toBe(world.workflow.state.outcome?.status ?? 'running')
      for (const { fact } of world.recorded) types.add(fact.type)
    }),
    { numRuns: 500 },
  )
  // Else the histories would say nothing of the forms of what never happens in them.
  expect(types.size).toBeGreaterThanOrEqual(12)
})
