import { createSign, randomUUID } from 'node:crypto'
import type { Credentials } from './credentials.ts'
import { SENDERS } from './environment.ts'
import { protocolSeconds } from './vonage/protocol-clock.ts'

/** The people that the example writes to. */
const PSID = '2345678901234567'
const NUMBER = '447700900000'

/** How long the example's token is good for, in seconds: the longest that the API takes. */
const LIFETIME_SECONDS = 24 * 60 * 60

/** The request of the Workflows API's own documents, filled in for this sandbox; once with each kind of credentials. */
export function curlExample(publicUrl: string, credentials: Credentials): string {
  const basic = `-u '${credentials.apiKey}:${credentials.apiSecret}'`
  const bearer = `-H 'Authorization: Bearer ${applicationToken(credentials)}'`
  return [curl(publicUrl, basic), curl(publicUrl, bearer)].join('\n\n')
}

function curl(publicUrl: string, authorization: string): string {
  return `curl -X POST ${publicUrl}/beta/workflows ${authorization} -H 'Content-Type: application/json' -d '${BODY}'`
}

const BODY = JSON.stringify({
  template: 'failover',
  workflow: [
    {
      from: { type: 'messenger', id: SENDERS.MESSENGER_FROM },
      to: { type: 'messenger', id: PSID },
      message: { content: { type: 'text', text: 'This is a Facebook Messenger message sent from the Workflows API' } },
      failover: { expiry_time: 600, condition_status: 'read' },
    },
    {
      from: { type: 'sms', number: SENDERS.SMS_FROM },
      to: { type: 'sms', number: NUMBER },
      message: { content: { type: 'text', text: 'This is an SMS sent from the Workflows API' } },
    },
  ],
})

function applicationToken({ applicationId, privateKeyPem }: Credentials): string {
  const iat = protocolSeconds()
  const claims = { application_id: applicationId, iat, exp: iat + LIFETIME_SECONDS, jti: randomUUID() }
  const signed = [{ alg: 'RS256', typ: 'JWT' }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(privateKeyPem, 'base64url')}`
}
