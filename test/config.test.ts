import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type Config, ConfigError, readConfig } from '../src/config.ts'
import { SETTINGS } from '../src/settings.ts'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
const EC_PEM = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString()

const folder = mkdtempSync(join(tmpdir(), 'backstop-config-'))
const keyFile = join(folder, 'private.key')
writeFileSync(keyFile, PEM)
afterAll(() => rmSync(folder, { recursive: true }))

type Environment = Record<string, string | undefined>

const APPLICATION_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'

/** The least that an operator must set. */
const LEAST: Environment = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'signing',
  VONAGE_APPLICATION_ID: APPLICATION_ID,
  VONAGE_PRIVATE_KEY: PEM,
  VONAGE_SIGNATURE_SECRET: 'signature',
  PUBLIC_URL: 'https://backstop.example.com',
  SMS_FROM: '447700900001',
}

function read(changes: Environment = {}): Config {
  return readConfig({ ...LEAST, ...changes })
}

/** The problems that the error lists; none where the configuration is good. */
function problemsOf(changes: Environment): string[] {
  try {
    read(changes)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...error.message.matchAll(/^ {2}- (.*)$/gm)].map(([, problem]) => problem ?? '')
  }
}

describe('what the environment comes to', () => {
  test('the least that can be set, with the defaults of all the rest', () => {
    const { vonage, ...config } = read()
    expect(vonage.application?.id).toBe(APPLICATION_ID)
    expect(vonage.application?.privateKey.equals(privateKey)).toBe(true)
    expect(vonage).toMatchObject({ signatureSecrets: ['signature'] })
    expect(vonage).not.toHaveProperty('account')
    expect(config).toEqual({
      slack: { botToken: 'xoxb-1', receiver: { type: 'http', signingSecret: 'signing' } },
      api: {
        type: 'engine',
        messagesApiUrl: 'https://api.nexmo.com',
        publicUrl: 'https://backstop.example.com',
      },
      senders: { sms: '447700900001' },
      databaseUrl: 'backstop.db',
      host: '0.0.0.0',
      port: 3000,
      limits: { lastMessageTimeoutMs: 86_400_000, maybeSentGraceMs: 60_000, sendLeaseMs: 30_000 },
      messagesPerSecond: 30,
      logLevel: 'info',
    })
  })

  test.each<[string, Environment, (config: Config) => unknown, unknown]>([
    [
      'an app token turns Socket Mode on, which needs no signing secret',
      { SLACK_APP_TOKEN: 'xapp-1', SLACK_SIGNING_SECRET: undefined },
      (config) => config.slack.receiver,
      { type: 'socket', appToken: 'xapp-1' },
    ],
    [
      'an address of Slack ends in a slash',
      { SLACK_API_URL: 'http://localhost:1/api' },
      (config) => config.slack.apiUrl,
      'http://localhost:1/api/',
    ],
    [
      'an address of Slack that ends in a slash is kept',
      { SLACK_API_URL: 'http://localhost:1/api/' },
      (config) => config.slack.apiUrl,
      'http://localhost:1/api/',
    ],
    [
      'the account will do instead of the application',
      {
        VONAGE_APPLICATION_ID: undefined,
        VONAGE_PRIVATE_KEY: undefined,
        VONAGE_API_KEY: 'k',
        VONAGE_API_SECRET: 's',
      },
      (config) => [config.vonage.account, config.vonage.application],
      [{ apiKey: 'k', apiSecret: 's' }, undefined],
    ],
    [
      'two signature secrets while they are rotated',
      { VONAGE_SIGNATURE_SECRET: 'old, new' },
      (config) => config.vonage.signatureSecrets,
      ['old', 'new'],
    ],
    [
      'a comma too many is no empty secret, which anybody could sign with',
      { VONAGE_SIGNATURE_SECRET: 'old,, ' },
      (config) => config.vonage.signatureSecrets,
      ['old'],
    ],
    [
      'a hosted Workflows API by its host has the path of the Dispatch API, and needs no public address',
      { WORKFLOWS_API_URL: 'https://api.nexmo.com/', PUBLIC_URL: undefined },
      (config) => config.api,
      { type: 'hosted', url: 'https://api.nexmo.com/v0.1/dispatch' },
    ],
    [
      'a hosted Workflows API with a path keeps it',
      { WORKFLOWS_API_URL: 'https://api.nexmo.com/beta/workflows/' },
      (config) => config.api,
      { type: 'hosted', url: 'https://api.nexmo.com/beta/workflows' },
    ],
    [
      'addresses lose the slash at their end',
      { MESSAGES_API_URL: 'http://localhost:2/', PUBLIC_URL: 'https://a.example/b/' },
      (config) => config.api,
      { type: 'engine', messagesApiUrl: 'http://localhost:2', publicUrl: 'https://a.example/b' },
    ],
    [
      'each channel has its sender',
      { SMS_FROM: undefined, MESSENGER_FROM: '1', VIBER_FROM: '2', WHATSAPP_FROM: '3' },
      (config) => config.senders,
      { messenger: '1', viber_service_msg: '2', whatsapp: '3' },
    ],
    [
      'times are in milliseconds',
      { LAST_MESSAGE_TIMEOUT: '60', MAYBE_SENT_GRACE: '5' },
      (config) => config.limits,
      { lastMessageTimeoutMs: 60_000, maybeSentGraceMs: 5000, sendLeaseMs: 30_000 },
    ],
    [
      'what a server needs to know',
      { HOST: '::1', PORT: '0', DATABASE_URL: 'postgres://u:p@h/d', MESSAGES_PER_SECOND: '5', LOG_LEVEL: 'debug' },
      ({ host, port, databaseUrl, messagesPerSecond, logLevel }) => [
        host,
        port,
        databaseUrl,
        messagesPerSecond,
        logLevel,
      ],
      ['::1', 0, 'postgres://u:p@h/d', 5, 'debug'],
    ],
    ['an empty value is none', { PORT: '', LOG_LEVEL: '  ' }, ({ port, logLevel }) => [port, logLevel], [3000, 'info']],
    [
      'spaces and line ends around a value are none of it',
      { SLACK_BOT_TOKEN: 'xoxb-1\n', SLACK_SIGNING_SECRET: ' s ' },
      (config) => [config.slack.botToken, config.slack.receiver],
      ['xoxb-1', { type: 'http', signingSecret: 's' }],
    ],
  ])('%s', (_name, changes, pick, expected) => {
    expect(pick(read(changes))).toEqual(expected)
  })

  test.each([
    ['as PEM', PEM],
    ['as PEM in one line, with \\n for its line ends', PEM.replaceAll('\n', '\\n')],
    ['as a file', keyFile],
  ])('the private key can be given %s', (_name, value) => {
    expect(read({ VONAGE_PRIVATE_KEY: value }).vonage.application?.privateKey.equals(privateKey)).toBe(true)
  })

  test('the names of earlier programs are read, too, and the present ones win', () => {
    const old: Environment = {
      VONAGE_APPLICATION_ID: undefined,
      VONAGE_PRIVATE_KEY: undefined,
      NEXMO_APPLICATION_ID: APPLICATION_ID,
      NEXMO_APPLICATION_PRIVATE_KEY_PATH: keyFile,
      NEXMO_API_KEY: 'old key',
      NEXMO_API_SECRET: 'old secret',
    }
    const { vonage } = read(old)
    expect(vonage.application?.id).toBe(APPLICATION_ID)
    expect(vonage.application?.privateKey.equals(privateKey)).toBe(true)
    expect(vonage.account).toEqual({ apiKey: 'old key', apiSecret: 'old secret' })
    expect(read({ ...old, VONAGE_API_KEY: 'new key' }).vonage.account?.apiKey).toBe('new key')
  })
})

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
    ['a file that is not there', { VONAGE_PRIVATE_KEY: join(folder, 'other.key') }, [KEY_WRONG]],
    ['a folder instead of a file', { VONAGE_PRIVATE_KEY: folder }, [KEY_WRONG]],
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
    ['no sender', { SMS_FROM: undefined }, ['No sender is set: set SMS_FROM']],
  ])('%s', (_name, changes, expected) => {
    const problems = problemsOf(changes)
    expect(problems).toHaveLength(expected.length)
    for (const [i, start] of expected.entries()) expect(problems[i]?.slice(0, start.length)).toBe(start)
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
