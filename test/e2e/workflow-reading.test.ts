import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect } from 'vitest'
import { verifyEvidence } from '../../src/evidence/verify.ts'
import { SENDERS } from '../../src/sandbox/environment.ts'
import { basic } from './api-client.ts'
import { story } from './story.ts'
import { NUMBER, notify, PSID, sentUuid, untilFact, untilSent } from './thread.ts'
import type { World } from './world.ts'

const folder = mkdtempSync(join(tmpdir(), 'backstop-clients-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const API_CLIENTS = join(folder, 'clients.json')
writeFileSync(API_CLIENTS, JSON.stringify([{ name: 'shop', api_key: 'shop', api_secret: 'shop-secret' }]))

const { privateKey } = generateKeyPairSync('ed25519')
const EVIDENCE_KEY = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const SHOP = `Basic ${Buffer.from('shop:shop-secret').toString('base64')}`

const BODY = {
  template: 'failover',
  workflow: [
    {
      from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
      to: { type: 'messenger', id: PSID },
      message: { content: { type: 'text', text: 'Your parcel waits at the desk' } },
      failover: { expiry_time: 600, condition_status: 'read' },
      client_ref: 'parcel-7',
    },
    {
      from: { type: 'sms', number: SENDERS.SMS_FROM },
      to: { type: 'sms', number: NUMBER },
      message: { content: { type: 'text', text: 'Your parcel waits at the desk' } },
    },
  ],
}

/** Asks the product. */
async function ask(world: World, path: string, init: RequestInit & { as?: string } = {}) {
  const headers = { authorization: init.as ?? SHOP, 'content-type': 'application/json', ...init.headers }
  const response = await fetch(`${world.publicUrl}${path}`, { ...init, headers })
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : {}
  return { status: response.status, text, json }
}

const post = (world: World, key: string, body: unknown = BODY) =>
  ask(world, '/v0.1/dispatch', { method: 'POST', body: JSON.stringify(body), headers: { 'idempotency-key': key } })

story(
  'a workflow is created once, run, read, and its evidence exported and verified',
  async (world) => {
    const { status, json } = await post(world, 'parcel 7')
    expect(status).toBe(202)
    const uuid = String(json.dispatch_uuid)
    const path = `/v0.1/dispatch/${uuid}`
    await untilSent(world, 1)
    await untilFact(world, uuid, 'accepted')
    await world.stopApp()
    await world.startApp()
    expect((await post(world, 'parcel 7')).json).toEqual({ dispatch_uuid: uuid })
    expect((await post(world, 'parcel 7', { ...BODY, workflow: BODY.workflow.slice(1) })).status).toBe(409)

    await world.advance(600)
    await untilSent(world, 2)
    await untilFact(world, uuid, 'failover')
    await world.phones.deliver(sentUuid(world, 1))
    await untilFact(world, uuid, 'ended')
    expect(world.phones.messages()).toHaveLength(2)

    const read = (await ask(world, path)).json
    expect(read).toMatchObject({ dispatch_uuid: uuid, status: 'completed', workflow: BODY.workflow, sandbox: true })
    expect(read.messages).toMatchObject([
      { channel: 'messenger', message_uuid: sentUuid(world, 0), client_ref: 'parcel-7' },
      { channel: 'sms', message_uuid: sentUuid(world, 1), status: 'delivered' },
    ])
    expect(read.timeline).toContainEqual(expect.objectContaining({ type: 'failover', reason: 'expired' }))
    expect((await ask(world, '/v0.1/dispatch?status=completed&channel=sms')).json.workflows).toMatchObject([
      { dispatch_uuid: uuid, channels: ['messenger', 'sms'], summary: 'Your parcel waits at the desk' },
    ])

    const { text } = await ask(world, `${path}/evidence`)
    const findings = verifyEvidence(text, {
      signatureSecrets: [world.credentials.signatureSecret],
      publicKey: createPublicKey(privateKey),
    })
    expect(findings.filter(({ level }) => level !== 'ok')).toEqual([])
    const forged = verifyEvidence(text.replace('"expired"', '"skipped"'))
    expect(forged.some(({ level }) => level === 'failed')).toBe(true)
    expect((await ask(world, `${path}/evidence?format=csv`)).text).toContain('Message 2 is next')
  },
  { environment: { API_CLIENTS, EVIDENCE_KEY } },
)

story(
  'a client skips and cancels its own workflow, and nothing more is sent',
  async (world) => {
    const uuid = String((await post(world, 'one')).json.dispatch_uuid)
    const path = `/v0.1/dispatch/${uuid}`
    await untilFact(world, uuid, 'accepted')
    const skip = () => ask(world, `${path}/skip`, { method: 'POST', body: '{"index":0}' })
    expect((await skip()).json.result).toBe('skipped')
    await untilSent(world, 2)
    expect((await skip()).json).toMatchObject({ result: 'not_current', current: 1 })
    const cancelled = (await ask(world, `${path}/cancel`, { method: 'POST' })).json
    expect(['cancelled', 'handing_over']).toContain(cancelled.result)
    await untilFact(world, uuid, 'ended')
    const { json } = await ask(world, path)
    expect(json).toMatchObject({ status: 'cancelled', outcome: { cancelled_by: 'shop' } })
    expect(world.phones.messages()).toHaveLength(2)
  },
  { environment: { API_CLIENTS } },
)

story(
  'a client does not see what the bot sends, and the operator does',
  async (world) => {
    await notify(world, `${NUMBER} The lift is stuck`)
    await untilSent(world, 1)
    const listed = async (as: string) => (await ask(world, '/beta/workflows', { as })).json.workflows
    expect(await listed(SHOP)).toEqual([])
    const [ofBot] = await listed(basic(world))
    expect(ofBot).toMatchObject({ channels: ['sms'], summary: 'The lift is stuck' })
    const path = `/beta/workflows/${ofBot.workflow_uuid}`
    expect((await ask(world, path)).status).toBe(404)
    expect((await ask(world, `${path}/cancel`, { method: 'POST' })).status).toBe(404)
    expect((await ask(world, path, { as: basic(world) })).json.workflow_uuid).toBe(ofBot.workflow_uuid)
  },
  { environment: { API_CLIENTS } },
)
