import { generateKeyPairSync } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import jwt from 'jsonwebtoken'
import { startServer } from '../../../src/http/server.ts'

const keys = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})

export const account = {
  apiKey: 'abcd1234',
  apiSecret: 'account-secret',
  signatureSecret: 'signature-secret-of-32-characters',
}
export const application = { id: 'f1a2b3c4-0000-4000-8000-0123456789ab', publicKeyPem: keys.publicKey }
export const basicAuthorization = `Basic ${Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64')}`

/** A Bearer header; `claims` replace those of a good token, undefined takes one out. */
export function bearerAuthorization(claims: Record<string, unknown> = {}, privateKey = keys.privateKey): string {
  const iat = Math.floor(Date.now() / 1000)
  const all = { application_id: application.id, iat, jti: 'one', ...claims }
  // Text leaves the claims as they are; an object would be checked and completed.
  return `Bearer ${jwt.sign(JSON.stringify(all), privateKey, { algorithm: 'RS256' })}`
}

export const otherPrivateKey = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
}).privateKey

/** Sends JSON; `answer` is the parsed body, `{}` where there is none. */
export async function send(url: string, body: unknown, headers: Record<string, string> = {}, method = 'POST') {
  const response = await fetch(url, {
    method,
    headers: { 'Content-Type': 'application/json', Authorization: bearerAuthorization(), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const text = await response.text()
  const answer: Record<string, unknown> = text === '' ? {} : JSON.parse(text)
  return { status: response.status, headers: response.headers, answer }
}

export interface ReceivedWebhook {
  path: string
  headers: IncomingMessage['headers']
  raw: string
  body: Record<string, unknown>
}

/** A receiver of webhooks that answers `statuses` in turn, then 200. */
export async function startReceiver(statuses: number[] = []) {
  const received: ReceivedWebhook[] = []
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    onError: (error) => {
      throw error
    },
    async handle(request, response, url) {
      const chunks: Buffer[] = []
      for await (const chunk of request) chunks.push(Buffer.from(chunk))
      const raw = Buffer.concat(chunks).toString('utf8')
      received.push({ path: url.pathname, headers: request.headers, raw, body: JSON.parse(raw) })
      response.writeHead(statuses.shift() ?? 200).end()
    },
  })
  return { url: `${server.url}/webhooks/status`, received, stop: () => server.stop(0) }
}
