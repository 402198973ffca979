import { createPublicKey } from 'node:crypto'
import jwt from 'jsonwebtoken'
import { expect, test } from 'vitest'
import { APPLICATION_ID, PEM, privateKey } from '../config-environment.ts'
import { runCli } from './run-cli.ts'

const ENVIRONMENT = { VONAGE_APPLICATION_ID: APPLICATION_ID, VONAGE_PRIVATE_KEY: PEM }
const NOW = 1_795_300_000_000
const NOW_SECONDS = NOW / 1000

async function claimsOf(...typed: string[]) {
  const { code, out, err } = await runCli(['jwt', ...typed], { environment: ENVIRONMENT, now: () => NOW })
  expect([code, err]).toEqual([0, ''])
  const options = { algorithms: ['RS256' as const], clockTimestamp: NOW_SECONDS }
  return jwt.verify(out.trimEnd(), createPublicKey(privateKey), options)
}

test('prints a token of the application and nothing else, good for 15 minutes', async () => {
  expect(await claimsOf()).toEqual({
    application_id: APPLICATION_ID,
    iat: NOW_SECONDS,
    exp: NOW_SECONDS + 900,
    jti: expect.stringMatching(/^[\w-]{36}$/),
  })
})

test.each([
  ['60', 60],
  ['15m', 900],
  ['24h', 86_400],
  [String(NOW_SECONDS + 1000), 1000],
])('--exp %s is %i seconds', async (exp, seconds) => {
  expect(await claimsOf('--exp', exp)).toMatchObject({ exp: NOW_SECONDS + seconds })
})

test('--sub and --acl are said in the token, and its own claims can not be replaced by them', async () => {
  const acl = { paths: { '/*/messages/**': {} } }
  expect(await claimsOf('--sub', 'night', '--acl', JSON.stringify(acl))).toMatchObject({ sub: 'night', acl })
})

test('the old names of the settings will do', async () => {
  const environment = { NEXMO_APPLICATION_ID: APPLICATION_ID, NEXMO_APPLICATION_PRIVATE_KEY_PATH: PEM }
  expect((await runCli(['jwt', '--json'], { environment })).code).toBe(0)
})

test.each([
  ['29', 'seconds'],
  ['25h', '24 hours'],
  [`${NOW}`, 'milliseconds'],
  ['soon', '15m'],
])('--exp %s is refused with what is right', async (exp, hint) => {
  const { code, out, err } = await runCli(['jwt', '--exp', exp], { environment: ENVIRONMENT, now: () => NOW })
  expect([code, out]).toEqual([2, ''])
  expect(err).toContain(hint)
})

test.each([
  ['paths', '{"paths": ["/*/messages/**"]}'],
  ['JSON', '{paths}'],
])('an acl without %s is refused', async (_name, acl) => {
  expect((await runCli(['jwt', '--acl', acl], { environment: ENVIRONMENT })).code).toBe(2)
})

test('a key that is none is refused, and not printed', async () => {
  const environment = { ...ENVIRONMENT, VONAGE_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\nSECRET' }
  const { code, err } = await runCli(['jwt'], { environment })
  expect(code).toBe(2)
  expect(err).not.toContain('SECRET')
})
