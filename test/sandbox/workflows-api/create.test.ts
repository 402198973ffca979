import { afterAll, beforeAll, expect, test } from 'vitest'
import { basicAuthorization, send } from '../messages-api/api-client.ts'
import { startWorld, type World, workflowBody } from './world.ts'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world.stop())

test.each([
  ['/beta/workflows', 'workflow_uuid'],
  ['/beta/workflows/', 'workflow_uuid'],
  ['/beta/workflows?', 'workflow_uuid'],
  ['/v0.1/dispatch', 'dispatch_uuid'],
  ['/v0.1/dispatch/', 'dispatch_uuid'],
  ['/v0.1/dispatch?', 'dispatch_uuid'],
])('answers 202 at %s with %s alone', async (path, idName) => {
  const { status, answer } = await world.create(workflowBody(), path)
  expect(status).toBe(202)
  expect(answer).toEqual({ [idName]: expect.stringMatching(/^[0-9a-f-]{36}$/) })
  expect(world.api.workflows().at(-1)).toMatchObject({
    workflowUuid: answer[idName],
    messages: [{ to: { type: 'messenger', id: 'psid' }, failover: { expirySeconds: 600 } }, { text: 'Hello' }],
  })
})

test('takes Basic credentials and refuses none', async () => {
  expect((await world.create(undefined, undefined, { Authorization: basicAuthorization })).status).toBe(202)
  const refused = await world.create(undefined, undefined, { Authorization: '' })
  expect(refused.status).toBe(401)
  expect(refused.answer.title).toBe('Invalid credentials supplied')
})

const failover = (changes: object) => ({ failover: { expiry_time: 600, condition_status: 'read', ...changes } })
const text = (value: string) => ({ message: { content: { type: 'text', text: value } } })

test.each([
  ['another template', { ...workflowBody(), template: 'fallback' }, 'template'],
  ['an empty workflow', { template: 'failover', workflow: [] }, 'workflow'],
  ['a trailing null', { template: 'failover', workflow: [workflowBody().workflow[0], null] }, 'workflow[1]'],
  ['no failover before the last', workflowBody({ failover: undefined }), 'workflow[0].failover'],
  ['a failover on the last', workflowBody({}, failover({})), 'workflow[1].failover'],
  ['an expiry of 14 s', workflowBody(failover({ expiry_time: 14 })), 'workflow[0].failover.expiry_time'],
  ['an expiry above a day', workflowBody(failover({ expiry_time: 86_401 })), 'workflow[0].failover.expiry_time'],
  ['an expiry in a string', workflowBody(failover({ expiry_time: '600' })), 'workflow[0].failover.expiry_time'],
  ['no expiry', workflowBody(failover({ expiry_time: undefined })), 'workflow[0].failover.expiry_time'],
  ['another condition', workflowBody(failover({ condition_status: 'seen' })), 'workflow[0].failover.condition_status'],
  ['641 characters for Messenger', workflowBody(text('x'.repeat(641))), 'workflow[0].message.content.text'],
  ['1001 characters for SMS', workflowBody({}, text('x'.repeat(1001))), 'workflow[1].message.content.text'],
  [
    'a sender of another channel',
    workflowBody({ from: { type: 'sms', number: '447700900001' } }),
    'workflow[0].from.type',
  ],
  ['a number with a plus', workflowBody({}, { to: { type: 'sms', number: '+447700900000' } }), 'workflow[1].to.number'],
  [
    'an unknown channel',
    workflowBody({ to: { type: 'viber_service', number: '447700900000' } }),
    'workflow[0].to.type',
  ],
  [
    'an image over SMS',
    workflowBody({}, { message: { content: { type: 'image', image: { url: 'https://example.com/a.png' } } } }),
    'workflow[1].message.content.type',
  ],
])('refuses %s with the recorded 400', async (_name, body, parameter) => {
  const before = world.api.workflows().length
  const { status, answer, headers } = await world.create(body)
  expect(status).toBe(400)
  expect(headers.get('content-type')).toBe('application/problem+json')
  expect(answer).toEqual({
    type: 'https://www.nexmo.com/messages/Errors#InvalidParams',
    title: "Your request parameters didn't validate.",
    detail: 'Found errors validating 1 of your submitted parameters.',
    instance: headers.get('x-nexmo-trace-id'),
    invalid_parameters: [{ name: parameter, reason: expect.any(String) }],
  })
  expect(world.api.workflows().length).toBe(before)
})

test('names every parameter that is wrong', async () => {
  const { answer } = await world.create({ ...workflowBody(failover({ expiry_time: 1 }), text('')), template: 'x' })
  expect(answer.detail).toBe('Found errors validating 3 of your submitted parameters.')
  expect(answer.invalid_parameters).toHaveLength(3)
})

test('knows no other path, and no other verb: GET never existed', async () => {
  expect((await send(`${world.api.url}/v0.1/messages`, {})).status).toBe(404)
  expect((await fetch(`${world.api.url}/v0.1/dispatch`)).status).toBe(405)
})
