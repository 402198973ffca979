import { expect, test } from 'vitest'
import { realNow } from '../../src/clock.ts'
import { createCallbackTokens } from '../../src/signing/callback-token.ts'
import { signatureKey, verifyWebhook } from '../../src/signing/webhook-signature.ts'

const BODY = '{"status":"delivered","reason":"Übertragen"}'

function claimsOf(token: string): Record<string, unknown> {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

test('a callback is signed as a webhook is that we would take ourselves: of just this body, with this secret', () => {
  const token = createCallbackTokens({ secret: 'ours' })(BODY)
  const verdict = (body: string, secret: string) =>
    verifyWebhook(Buffer.from(body), token, [signatureKey(secret)], realNow())
  expect(verdict(BODY, 'ours')).toBe('good')
  expect(verdict(BODY, 'another')).toBe('forged')
  expect(verdict(`${BODY} `, 'ours')).toBe('other body')
})

test('its claims are the vendor’s, with who it is for; it has no end', () => {
  const sign = createCallbackTokens({ secret: 'ours', apiKey: 'abcd1234', applicationId: 'an application' })
  const [claims, others] = [claimsOf(sign(BODY)), claimsOf(sign(BODY))]
  expect(claims).toEqual({
    iat: expect.any(Number),
    jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    iss: 'Vonage',
    payload_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    api_key: 'abcd1234',
    application_id: 'an application',
  })
  expect(others.jti).not.toBe(claims.jti)
  expect(claimsOf(createCallbackTokens({ secret: 'ours' })(BODY))).not.toHaveProperty('api_key')
})
