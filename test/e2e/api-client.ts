import { createHash, createHmac, randomUUID } from 'node:crypto'
import jwt from 'jsonwebtoken'
import type { World } from './world.ts'

/** The Authorization header of an API client with the account's secret. */
export function basic({ credentials }: Pick<World, 'credentials'>): string {
  return `Basic ${Buffer.from(`${credentials.apiKey}:${credentials.apiSecret}`).toString('base64')}`
}

/** The Authorization header of an API client with the application's key. */
export function bearer({ credentials }: World): string {
  const claims = { application_id: credentials.applicationId, jti: randomUUID() }
  return `Bearer ${jwt.sign(claims, credentials.privateKeyPem, { algorithm: 'RS256', expiresIn: 900 })}`
}

/** What the product answered to an HTTP request. */
export interface Answer {
  status: number
  body: string
}

/** Posts a workflow to the product, as an API client does. */
export async function postWorkflow(
  world: Pick<World, 'publicUrl'>,
  authorization: string,
  body: string,
): Promise<Answer> {
  const headers = { authorization, 'content-type': 'application/json', accept: 'application/json' }
  const response = await fetch(`${world.publicUrl}/beta/workflows`, { method: 'POST', headers, body })
  return { status: response.status, body: await response.text() }
}

/** A webhook's signature as the vendor makes it. Source: Signed webhooks: HS256, hash of the raw body. */
export function signWebhook(body: string, secret: string, issuedAt = Math.floor(Date.now() / 1000)): string {
  const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  const payloadHash = createHash('sha256').update(body).digest('hex')
  const signed = `${encode({ alg: 'HS256', typ: 'JWT' })}.${encode({ iat: issuedAt, payload_hash: payloadHash })}`
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`
}

/** Posts a webhook to the product; unsigned where there is no token. */
export async function postWebhook(
  world: World,
  body: string,
  token?: string,
  path: '/webhooks/status' | '/webhooks/inbound' = '/webhooks/status',
): Promise<number> {
  const headers = {
    'content-type': 'application/json',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  }
  const response = await fetch(`${world.publicUrl}${path}`, { method: 'POST', headers, body })
  await response.text()
  return response.status
}
