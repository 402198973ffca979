import type { IncomingMessage } from 'node:http'
import { beforeEach, expect, test } from 'vitest'
import { type Admit, createAdmission } from '../../src/workflows-api/admission.ts'
import { basic } from './route-world.ts'

const CLIENTS = ['crm', 'shop'].map((name) => ({ name, isOperator: false, account: { apiKey: name, apiSecret: 'x' } }))

let now: number
let admit: Admit
beforeEach(() => {
  now = 1_800_000_000_000
  admit = createAdmission({ clients: CLIENTS, requestsPerSecond: 2, realNow: () => now })
})

/** What one request is answered: the client's name, or the problem's status and Retry-After. */
function ask(name: string): string {
  const request: Pick<IncomingMessage, 'headersDistinct'> = { headersDistinct: { authorization: [basic(name, 'x')] } }
  const admitted = admit(request)
  if ('client' in admitted) return admitted.client.name
  return `${admitted.problem.status} ${admitted.problem.headers?.['retry-after'] ?? ''}`
}

test('a client may ask as often as its budget says, and then has to wait', () => {
  expect([ask('crm'), ask('crm'), ask('crm'), ask('crm')]).toEqual(['crm', 'crm', '429 1', '429 1'])
})

test('what a client has used up comes back with time, and no faster for asking in vain', () => {
  ask('crm')
  ask('crm')
  now += 499
  expect(ask('crm')).toBe('429 1')
  now += 1
  expect([ask('crm'), ask('crm')]).toEqual(['crm', '429 1'])
})

test('what is not used is not saved up', () => {
  now += 3_600_000
  expect([ask('crm'), ask('crm'), ask('crm')]).toEqual(['crm', 'crm', '429 1'])
})

test('each client has a budget of its own', () => {
  ask('crm')
  ask('crm')
  expect([ask('crm'), ask('shop')]).toEqual(['429 1', 'shop'])
})

test('wrong credentials use up nobody’s budget', () => {
  for (let i = 0; i < 5; i++) expect(ask('nobody')).toBe('401 ')
  expect(ask('crm')).toBe('crm')
})

test('a clock that goes back gives nothing and takes nothing', () => {
  ask('crm')
  now -= 10_000
  expect([ask('crm'), ask('crm')]).toEqual(['crm', '429 1'])
})

test('without a limit there is none', () => {
  admit = createAdmission({ clients: CLIENTS, realNow: () => now })
  for (let i = 0; i < 100; i++) expect(ask('crm')).toBe('crm')
})
