import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { ERROR_KINDS, kindOfError } from '../../src/slack/call-errors.ts'

const published = new URL('../../../shared/reference/slack/web-api-methods.json', import.meta.url)
const isPublished = existsSync(published)
if (!isPublished) console.log('Left out: comparing with the documented errors, which are not beside this repository.')

const folder = new URL('../../src/slack/', import.meta.url)

/** The Web API methods that the sources call. */
function methodsInUse(): string[] {
  const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(new URL(name, folder), 'utf8'))
  const calls = sources.flatMap((source) => [
    ...source.matchAll(/\b(?:background|interactive|client)\s*\.([a-z]+\.[a-zA-Z]+)\(/g),
  ])
  return [...new Set(calls.map(([, method]) => method ?? ''))].sort()
}

test.runIf(isPublished)('every documented error of each method in use has been decided on', () => {
  const { methods } = z
    .object({ methods: z.record(z.string(), z.object({ errors: z.record(z.string(), z.unknown()) })) })
    .parse(JSON.parse(readFileSync(published, 'utf8')))
  const decided = new Set(Object.values(ERROR_KINDS).flat())
  const used = methodsInUse()
  expect(used).toContain('chat.update')
  const undecided = used.flatMap((method) => {
    const documented = methods[method]
    if (!documented) return [`${method} is not documented`]
    return Object.keys(documented.errors).flatMap((error) => (decided.has(error) ? [] : [`${method}: ${error}`]))
  })
  expect(undecided).toEqual([])
})

test('no error means two things', () => {
  const all = Object.values(ERROR_KINDS).flat()
  expect(all.filter((error, index) => all.indexOf(error) !== index)).toEqual([])
})

test.each([
  ['message_limit_exceeded', 'postponed'],
  ['restricted_action_thread_locked', 'not allowed'],
  ['streaming_state_conflict', 'postponed'],
  ['update_failed', 'unanswered'],
  ['never_seen_before', 'impossible'],
])('%s is %s', (error, kind) => {
  expect(kindOfError(error)).toBe(kind)
})
