import { createHash } from 'node:crypto'
import { tokenGenerate, verifySignature } from '@vonage/jwt'
import { expect } from 'vitest'
import { postWorkflow } from '../e2e/api-client.ts'
import { story } from '../e2e/story.ts'
import { untilSent } from '../e2e/thread.ts'
import type { World } from '../e2e/world.ts'
import { created, nexmoOf2018, SAMPLE, STRANGE_KEY } from './old-clients.ts'

const BODY = JSON.stringify({ template: 'failover', workflow: SAMPLE })

function authorization({ credentials }: World, privateKey = credentials.privateKeyPem): string {
  return `Bearer ${tokenGenerate(credentials.applicationId, privateKey)}`
}

story('a program with a token of @vonage/jwt is let in', async (world) => {
  const { status, body } = await postWorkflow(world, authorization(world), BODY)
  expect(status, body).toBe(202)
  expect(JSON.parse(body)).toEqual({ workflow_uuid: expect.any(String) })
  await untilSent(world, 1)
})

story('a token of @vonage/jwt by another key, or for another application, is refused', async (world) => {
  const stranger = `Bearer ${tokenGenerate('f1a2b3c4-0000-4000-8000-0123456789ab', world.credentials.privateKeyPem)}`
  for (const refused of [authorization(world, STRANGE_KEY), stranger]) {
    const { status, body } = await postWorkflow(world, refused, BODY)
    expect(status).toBe(401)
    expect(JSON.parse(body)).toMatchObject({ title: 'Invalid credentials supplied' })
  }
})

story(
  'verifySignature of @vonage/jwt takes our callbacks by the client’s secret alone, and their hash is the body’s',
  async (world) => {
    await created(nexmoOf2018(world).workflow, 'workflow_uuid')
    await world.callbacks.until(1)
    const [callback] = world.callbacks.received('operator')
    const token = callback?.token ?? ''
    expect(verifySignature(token, world.credentials.signatureSecret)).toBe(true)
    expect(verifySignature(token, 'another secret')).toBe(false)
    const hash = createHash('sha256')
      .update(callback?.raw ?? '')
      .digest('hex')
    const [, claims = ''] = token.split('.')
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString())).toMatchObject({ payload_hash: hash })
  },
  { hasCallbacks: true },
)
