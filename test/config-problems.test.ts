import { generateKeyPairSync } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { SETTINGS } from '../src/settings.ts'
import { type Environment, LEAST, OAUTH, problemsOf, read } from './config-environment.ts'

const EC_PEM = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

describe('what is wrong with the environment', () => {
  const KEY_WRONG = `VONAGE_PRIVATE_KEY is no RSA key in PEM form, nor a readable file with one (${SETTINGS.VONAGE_PRIVATE_KEY.find})`

  test.each<[string, Environment, string[]]>([
    ['a bot token of another kind', { SLACK_BOT_TOKEN: 'xoxp-1' }, ['SLACK_BOT_TOKEN must start with xoxb-']],
    [
      'an app token of another kind, without asking for the signing secret of the other mode',
      { SLACK_APP_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: undefined },
      ['SLACK_APP_TOKEN must start with xapp-'],
    ],
    ['an application without its key', { VONAGE_PRIVATE_KEY: undefined }, ['VONAGE_PRIVATE_KEY is missing']],
    ['a key without its application', { VONAGE_APPLICATION_ID: undefined }, ['VONAGE_APPLICATION_ID is missing']],
    ['an application that is no UUID', { VONAGE_APPLICATION_ID: 'mine' }, ['VONAGE_APPLICATION_ID must be a UUID']],
    ['an API key without its secret', { VONAGE_API_KEY: 'k' }, ['VONAGE_API_SECRET is missing']],
    ['an API secret without its key', { VONAGE_API_SECRET: 's' }, ['VONAGE_API_KEY is missing']],
    [
      'a signature secret of commas',
      { VONAGE_SIGNATURE_SECRET: ' , ' },
      ['VONAGE_SIGNATURE_SECRET must hold a secret'],
    ],
    ['a text that is no key', { VONAGE_PRIVATE_KEY: '-----BEGIN PRIVATE KEY-----\nx' }, [KEY_WRONG]],
    ['a key that is not of RSA', { VONAGE_PRIVATE_KEY: EC_PEM }, [KEY_WRONG]],
    ['a file that is not there', { VONAGE_PRIVATE_KEY: join(tmpdir(), 'there', 'is', 'no.key') }, [KEY_WRONG]],
    ['a folder instead of a file', { VONAGE_PRIVATE_KEY: tmpdir() }, [KEY_WRONG]],
    ['a public address without http', { PUBLIC_URL: 'a.example' }, ['PUBLIC_URL must be an http or https address']],
    [
      'an address with a port that is none',
      { WORKFLOWS_API_URL: 'http://a.example:99999' },
      ['WORKFLOWS_API_URL must be an http or https address'],
    ],
    ['a port that is no number', { PORT: '3000x' }, ['PORT must be a port from 0 to 65535']],
    ['a port that is too high', { PORT: '65536' }, ['PORT must be a port from 0 to 65535']],
    ['no time at all', { MAYBE_SENT_GRACE: '0' }, ['MAYBE_SENT_GRACE must be a whole number above 0']],
    ['half a message', { MESSAGES_PER_SECOND: '0.5' }, ['MESSAGES_PER_SECOND must be a whole number above 0']],
    ['another kind of database', { DATABASE_URL: 'mysql://h/d' }, ['DATABASE_URL must be postgres://… or a file']],
    ['a level that is none', { LOG_LEVEL: 'loud' }, ['LOG_LEVEL is no level']],
    [
      'a sender that the API would refuse in every message',
      { SMS_FROM: '+447700900001', WHATSAPP_FROM: '00447700900002', VIBER_FROM: 'x'.repeat(51) },
      [
        'SMS_FROM must be written without + or 00',
        'VIBER_FROM must have at most 50 characters',
        'WHATSAPP_FROM must be written without + or 00',
      ],
    ],
    ['no sender', { SMS_FROM: undefined }, ['No sender is set: set SMS_FROM']],
  ])('%s', (_name, changes, expected) => {
    const problems = problemsOf(changes)
    expect(problems).toHaveLength(expected.length)
    for (const [i, start] of expected.entries()) expect(problems[i]?.slice(0, start.length)).toBe(start)
  })

  const KEY_PROBLEM = `ENCRYPTION_KEY must be 32 bytes in base64 or hex (openssl rand -base64 32`

  test.each<[string, Environment, string[]]>([
    [
      'a part of what several workspaces need',
      { ...OAUTH, SLACK_CLIENT_SECRET: undefined, ENCRYPTION_KEY: undefined },
      ['SLACK_CLIENT_SECRET is missing', 'ENCRYPTION_KEY is missing (openssl rand -base64 32'],
    ],
    [
      'one of them alone, which does not ask for a token',
      { SLACK_BOT_TOKEN: undefined, ENCRYPTION_KEY: OAUTH.ENCRYPTION_KEY },
      ['SLACK_CLIENT_ID is missing', 'SLACK_CLIENT_SECRET is missing', 'SLACK_STATE_SECRET is missing'],
    ],
    [
      'a token beside them',
      { ...OAUTH, SLACK_BOT_TOKEN: 'xoxb-1' },
      [
        "SLACK_BOT_TOKEN can't be set beside SLACK_CLIENT_ID, SLACK_CLIENT_SECRET, SLACK_STATE_SECRET, ENCRYPTION_KEY: it is for one workspace",
      ],
    ],
    [
      'a token beside a part of them',
      { SLACK_CLIENT_ID: '1.2' },
      [
        "SLACK_BOT_TOKEN can't be set beside SLACK_CLIENT_ID: it is for one workspace",
        'SLACK_CLIENT_SECRET is missing',
        'SLACK_STATE_SECRET is missing',
        'ENCRYPTION_KEY is missing',
      ],
    ],
    [
      'Socket Mode beside them, which has no pages',
      { ...OAUTH, SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: undefined },
      ["SLACK_APP_TOKEN can't be set beside SLACK_CLIENT_ID", 'SLACK_SIGNING_SECRET is missing'],
    ],
    [
      'no public address, with a hosted API, too',
      { ...OAUTH, PUBLIC_URL: undefined, WORKFLOWS_API_URL: 'https://api.nexmo.com' },
      ['PUBLIC_URL is missing'],
    ],
    ['no public address, said once', { ...OAUTH, PUBLIC_URL: undefined }, ['PUBLIC_URL is missing']],
    ['a key that is too short', { ...OAUTH, ENCRYPTION_KEY: 'c2hvcnQ=' }, [KEY_PROBLEM]],
    ['a pass phrase', { ...OAUTH, ENCRYPTION_KEY: 'x'.repeat(32) }, [KEY_PROBLEM]],
    ['a key and half a one', { ...OAUTH, ENCRYPTION_KEY: `${OAUTH.ENCRYPTION_KEY},c2hvcnQ=` }, [KEY_PROBLEM]],
    ['a key and an empty one', { ...OAUTH, ENCRYPTION_KEY: `${OAUTH.ENCRYPTION_KEY},` }, [KEY_PROBLEM]],
    [
      'a secret that is guessed',
      { ...OAUTH, SLACK_STATE_SECRET: 'secret' },
      ['SLACK_STATE_SECRET must have at least 16'],
    ],
  ])('several workspaces: %s', (_name, changes, expected) => {
    const problems = problemsOf(changes)
    expect(problems.map((problem, i) => problem.slice(0, expected[i]?.length))).toEqual(expected)
  })

  test('every problem is listed at once, each with where its value is found', () => {
    const problems = problemsOf({ ...Object.fromEntries(Object.keys(LEAST).map((name) => [name, ''])), PORT: 'x' })
    expect(problems).toEqual([
      `PORT must be a port from 0 to 65535 (${SETTINGS.PORT.find})`,
      ...(['SLACK_BOT_TOKEN', 'SLACK_SIGNING_SECRET', 'VONAGE_APPLICATION_ID', 'VONAGE_PRIVATE_KEY'] as const).map(
        (name) => `${name} is missing (${SETTINGS[name].find})`,
      ),
      `VONAGE_SIGNATURE_SECRET is missing (${SETTINGS.VONAGE_SIGNATURE_SECRET.find})`,
      `PUBLIC_URL is missing (${SETTINGS.PUBLIC_URL.find})`,
      `No sender is set: set SMS_FROM (${SETTINGS.SMS_FROM.find}), or MESSENGER_FROM, VIBER_FROM, WHATSAPP_FROM`,
    ])
  })

  test('the message shows no value, since a value may be a secret', () => {
    const secret = 'not-to-be-shown'
    const changes = Object.fromEntries(Object.keys(SETTINGS).map((name) => [name, secret]))
    expect(problemsOf(changes).length).toBeGreaterThan(5)
    expect(problemsOf(changes).join()).not.toContain(secret)
  })

  test('the message says where to set them, and how to go without', () => {
    expect(() => read({ SLACK_BOT_TOKEN: undefined })).toThrow(/a setting is missing or wrong/)
    expect(() => read({ SLACK_BOT_TOKEN: undefined, PORT: 'x' })).toThrow(/2 settings are missing or wrong/)
    expect(() => read({ PORT: 'x' })).toThrow(/\.env\.example lists them all\.\n.*npm run sandbox$/)
  })
})
