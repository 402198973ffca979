import { expect, test } from 'vitest'
import { answerSchemas } from '../../src/workflows-api/answer-schema.ts'
import { useApiWorld } from './api-world.ts'
import { RECIPIENTS, UUID, workflowAnswer } from './workflow-answer.ts'

const world = useApiWorld()

test('the answers of these tests are such as the API gives', () => {
  expect(answerSchemas('workflows').workflow.safeParse(workflowAnswer('running')).error).toBeUndefined()
})

test('shows the messages and what happened in words, with recipients masked wherever they are said', async () => {
  world.answering([200, workflowAnswer('running')])
  const { code, out } = await world.cli(['show', UUID])
  expect(code).toBe(0)
  expect(out).toContain('1  Messenger  …2301')
  expect(out).toContain('2  SMS        +44 •••• 123')
  expect(out).toContain('message 1 (Messenger): Message 2 is next: its condition was not met in time')
  expect(out).toContain('(provider: 2026-11-21T22:10:01.000Z)')
  expect(out).toContain('Cancelled by program while message 2 was being handed over')
  for (const recipient of Object.values(RECIPIENTS)) expect(out).not.toContain(recipient)
  expect(out).not.toContain('\u001b')
})

test('shows the type alone of what only a newer Backstop knows', async () => {
  const answer = workflowAnswer('running')
  const unknown = { seq: 9, at: 'x', type: 'beamed_up' }
  world.answering([200, { ...answer, timeline: [unknown, { ...unknown, type: 'ended', usage: 1 }] }])
  const { code, out } = await world.cli(['show', UUID])
  expect(code).toBe(0)
  expect(out).toMatch(/x {2}beamed_up\nx {2}ended\n$/)
})

test('masks in JSON, too, and leaves what programs go by', async () => {
  world.answering([200, workflowAnswer('running')])
  const { out } = await world.cli(['show', UUID, '--json'])
  expect(JSON.parse(out)).toMatchObject({ workflow_uuid: UUID, created_at: '2026-11-21T22:00:00.000Z' })
  for (const recipient of Object.values(RECIPIENTS)) expect(out).not.toContain(recipient)
})

test('shows all that the API says with --full', async () => {
  world.answering([200, workflowAnswer('running')])
  expect(JSON.parse((await world.cli(['show', UUID, '--json', '--full'])).out)).toEqual(workflowAnswer('running'))
})

test('colours only where that was asked for', async () => {
  world.answering([200, workflowAnswer('completed')])
  expect((await world.cli(['show', UUID], { hasColour: true })).out).toContain('\u001b[32mcompleted')
})

test('an unknown uuid is refused', async () => {
  world.answering([404, { title: 'Not Found', detail: `ID '${UUID}' does not exist, or you do not have access` }])
  expect(await world.cli(['show', UUID])).toMatchObject({
    code: 4,
    out: '',
    err: expect.stringContaining('does not exist'),
  })
})
