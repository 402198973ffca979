import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { stepOutputs } from '../src/slack/complete-step.ts'
import { SEND_STEP } from '../src/slack/listeners/send-step.ts'
import { readStep } from '../src/slack/read-step.ts'
import { STEP_INPUT_TITLES } from '../src/slack/words/step.ts'
import { hasManifestSchema, manifestSchema } from './manifest-schema.ts'

const read = (name: string): unknown => parse(readFileSync(new URL(`../${name}`, import.meta.url), 'utf8'))

const parameters = z.object({
  properties: z.record(z.string(), z.object({ type: z.string(), title: z.string(), description: z.string() })),
  required: z.array(z.string()),
})

/** What the tests read of a manifest; the rest goes along. */
const shape = z.looseObject({
  functions: z
    .record(
      z.string(),
      z.object({
        title: z.string(),
        description: z.string(),
        input_parameters: parameters,
        output_parameters: parameters,
      }),
    )
    .optional(),
  settings: z.looseObject({
    event_subscriptions: z.looseObject({ request_url: z.string(), bot_events: z.array(z.string()) }).optional(),
    interactivity: z.looseObject({ request_url: z.string() }),
    org_deploy_enabled: z.boolean(),
    function_runtime: z.string().optional(),
  }),
})

const plain = shape.parse(read('manifest.yml'))
const document = read('manifest.workflow-step.yml')
const withStep = shape.parse(document)
const step = withStep.functions?.[SEND_STEP]
const inputs = step?.input_parameters
const outputs = step?.output_parameters

const SENDERS = { sms: '447700900099', whatsapp: '447700900098' }

const GOOD_INPUTS = {
  recipient: '447700900000',
  text: 'The server room is flooding',
  chain: 'whatsapp,sms',
  asked_by: 'U0ADA',
  conversation: 'C0INCIDENTS',
}

test('the manifest with the step is the plain one and the step, and nothing else', () => {
  const { functions: _, settings, ...rest } = withStep
  const { event_subscriptions: events, function_runtime: runtime, ...others } = settings
  const botEvents = events?.bot_events.filter((name) => name !== 'function_executed') ?? []
  const remaining = { ...events, bot_events: botEvents }
  expect(runtime).toBe('remote')
  expect(settings.org_deploy_enabled).toBe(true)
  expect(events?.bot_events).toContain('function_executed')
  expect({
    ...rest,
    settings: {
      ...others,
      org_deploy_enabled: false,
      ...(botEvents.length > 0 ? { event_subscriptions: remaining } : {}),
    },
  }).toEqual(plain)
})

test('events go to the same address as forms and buttons', () => {
  const { event_subscriptions: events, interactivity } = withStep.settings
  expect(events?.request_url).toBe(interactivity.request_url)
})

test.runIf(hasManifestSchema)('it fits the schema of its major version', () => {
  const validate = manifestSchema()
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
})

test('its step is the one that the code listens for, and no other', () => {
  expect(Object.keys(withStep.functions ?? {})).toEqual([SEND_STEP])
})

test('its inputs are those that the code reads, by the titles that a mistake names', () => {
  const asked = new Set<string>()
  const noting = new Proxy<Record<string, string>>(GOOD_INPUTS, {
    get(target, name) {
      asked.add(String(name))
      return target[String(name)]
    },
  })
  expect(readStep(noting, SENDERS)).toMatchObject({ requesterId: 'U0ADA', conversationId: 'C0INCIDENTS' })
  const titles = Object.entries(inputs?.properties ?? {}).map(([name, { title }]) => [name, title])
  expect(titles.map(([name]) => name).sort()).toEqual([...asked].sort())
  expect(Object.fromEntries(titles)).toEqual(STEP_INPUT_TITLES)
})

test.each(Object.keys(GOOD_INPUTS))('the input %s is required where the code can’t do without it', (name) => {
  const without: Record<string, string> = { ...GOOD_INPUTS }
  delete without[name]
  const isNeeded = 'mistake' in readStep(without, SENDERS)
  expect(inputs?.required.includes(name)).toBe(isNeeded)
})

test('its outputs are those that the code writes, each of its type, and always there', () => {
  const written = stepOutputs({ status: 'read', channel: 'sms', at: 1_800_000_000_123 })
  const types = Object.entries(outputs?.properties ?? {}).map(([name, { type }]) => [name, type])
  expect(Object.fromEntries(types)).toEqual({ status: 'string', channel: 'string', time: 'slack#/types/timestamp' })
  expect(written).toEqual({ status: 'read', channel: 'SMS', time: 1_800_000_000 })
  expect(outputs?.required.sort()).toEqual(Object.keys(written).sort())
})
