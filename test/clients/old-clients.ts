import { generateKeyPairSync } from 'node:crypto'
import NexmoDispatch from 'nexmo-dispatch'
import NexmoWorkflows from 'nexmo-workflows'
import { expect } from 'vitest'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { NUMBER, PSID } from '../e2e/thread.ts'
import type { World } from '../e2e/world.ts'

/** The key of an application that is not the one that the product knows. */
export const STRANGE_KEY = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
}).privateKey

/** The client of the Developer Preview (2.3.1-beta-1) as a program makes it, but for the address. */
export function nexmoOf2018(world: World, privateKey?: string): NexmoWorkflows {
  return new NexmoWorkflows(credentialsOf(world, privateKey), { host: '127.0.0.1', port: portOf(world) })
}

/** The last one with the Dispatch API (2.7.0-beta-1). */
export function nexmoOf2020(world: World, privateKey?: string): NexmoDispatch {
  return new NexmoDispatch(credentialsOf(world, privateKey), { apiHost: '127.0.0.1', port: portOf(world) })
}

function credentialsOf({ credentials }: World, privateKey = credentials.privateKeyPem): NexmoCredentials {
  const { apiKey, apiSecret, applicationId } = credentials
  return { apiKey, apiSecret, applicationId, privateKey }
}

function portOf({ publicUrl }: World): number {
  return Number(new URL(publicUrl).port)
}

/** The messages of the vendor's sample, with the sandbox's addresses. Source: "Send a message with failover". */
export const SAMPLE = [
  {
    from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
    to: { type: 'messenger', id: PSID },
    message: {
      content: { type: 'text', text: 'This is a Facebook Messenger message sent from the Workflows API' },
    },
    failover: { expiry_time: 600, condition_status: 'read' },
  },
  {
    from: { type: 'sms', number: SENDERS.SMS_FROM },
    to: { type: 'sms', number: NUMBER },
    message: { content: { type: 'text', text: 'This is an SMS sent from the Workflows API' } },
  },
]

/** Creates the workflow. @returns what the program's callback gets. */
export function create(
  resource: NexmoResource,
  workflow: unknown[] = SAMPLE,
  template = 'failover',
): Promise<{ error: NexmoError | null; data: Record<string, unknown> | null }> {
  return new Promise((resolve) => {
    resource.create(template, workflow, (error, data) => resolve({ error, data }))
  })
}

/** Creates the workflow of the sample. @returns its uuid, under the only key of the answer. */
export async function created(resource: NexmoResource, key: string): Promise<string> {
  const { error, data } = await create(resource)
  expect(error).toBeNull()
  expect(data).toEqual({ [key]: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) })
  return String(data?.[key])
}
