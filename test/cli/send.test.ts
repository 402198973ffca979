import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { useApiWorld } from './api-world.ts'
import { UUID, workflowAnswer } from './workflow-answer.ts'

const world = useApiWorld()

const WORKFLOW = { template: 'failover', workflow: [] }

test('sends a file, and prints nothing but the uuid', async () => {
  world.answering([202, { workflow_uuid: UUID }])
  writeFileSync(join(world.folder, 'workflow.json'), JSON.stringify(WORKFLOW))
  expect(await world.cli(['send', 'workflow.json', '--key', 'night-1'])).toEqual({ code: 0, out: `${UUID}\n`, err: '' })
  expect(world.api.requests).toEqual([{ method: 'POST', target: '/beta/workflows', key: 'night-1', body: WORKFLOW }])
})

test('sends standard input, and prints JSON with --json', async () => {
  world.answering([202, { workflow_uuid: UUID }])
  const { code, out } = await world.cli(['send', '-', '--json'], { input: JSON.stringify(WORKFLOW) })
  expect([code, JSON.parse(out)]).toEqual([0, { workflow_uuid: UUID }])
})

test('asks again with the same key where no answer came', async () => {
  world.answering([202, { workflow_uuid: UUID }])
  world.api.dropNext = 2
  expect(await world.cli(['send', '-'], { input: '{}' })).toMatchObject({ code: 0, out: `${UUID}\n` })
  const keys = world.api.requests.map(({ key }) => key)
  expect(keys).toHaveLength(3)
  expect(new Set(keys).size).toBe(1)
  expect(keys[0]).toMatch(/^[\w-]{36}$/)
})

test('says with which key to ask again where no answer ever comes', async () => {
  world.api.dropNext = 3
  const { code, out, err } = await world.cli(['send', '-', '--key', 'night-1'], { input: '{}' })
  expect([code, out]).toEqual([3, ''])
  expect(err).toContain('--key night-1')
})

test('names each parameter that was refused', async () => {
  const parameters = [{ name: 'workflow', reason: 'must not be empty' }]
  world.answering([400, { title: 'Not valid.', detail: 'Found 1 error.', invalid_parameters: parameters }])
  const { code, err } = await world.cli(['send', '-'], { input: '{}' })
  expect([code, err]).toEqual([4, 'error: Not valid. Found 1 error.\n  workflow: must not be empty\n'])
})

test('waits until the workflow has ended, shows what happens once, and tells how it ended', async () => {
  world.answering([202, { workflow_uuid: UUID }], [200, workflowAnswer('running')], [200, workflowAnswer('error')])
  const { code, out, err } = await world.cli(['send', '-', '--wait'], { input: '{}', isWatched: true })
  expect(code).toBe(1)
  expect(out).toContain(`${UUID}  error`)
  expect(err.split('\n').filter((line) => line.includes('was saved'))).toHaveLength(1)
})

test('goes on waiting while Backstop is started again', async () => {
  world.answering([202, { workflow_uuid: UUID }], [503, {}], [200, workflowAnswer('completed')])
  const { code, err } = await world.cli(['send', '-', '-w', '--json'], { input: '{}' })
  expect([code, err]).toEqual([0, ''])
})

test.each([
  ['no JSON', ['send', '-']],
  ['no file', ['send', 'missing.json']],
])('%s is a mistake of usage, and nothing is asked for', async (_name, typed) => {
  expect((await world.cli(typed, { input: 'template' })).code).toBe(2)
  expect(world.api.requests).toEqual([])
})
