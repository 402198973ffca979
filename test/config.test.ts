import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import type { Config } from '../src/config.ts'
import { APPLICATION_ID, type Environment, OAUTH, PEM, privateKey, read } from './config-environment.ts'

const folder = mkdtempSync(join(tmpdir(), 'backstop-config-'))
const keyFile = join(folder, 'private.key')
writeFileSync(keyFile, PEM)
afterAll(() => rmSync(folder, { recursive: true }))

describe('what the environment comes to', () => {
  test('the least that can be set, with the defaults of all the rest', () => {
    const { vonage, apiClients, ...config } = read()
    expect(apiClients).toMatchObject([{ name: 'operator', isOperator: true, application: { id: APPLICATION_ID } }])
    expect(apiClients[0]).not.toHaveProperty('callbackUrl')
    expect(vonage.application?.id).toBe(APPLICATION_ID)
    expect(vonage.application?.privateKey.equals(privateKey)).toBe(true)
    expect(vonage).toMatchObject({ signatureSecrets: ['signature'] })
    expect(vonage).not.toHaveProperty('account')
    expect(config).toEqual({
      slack: {
        access: { type: 'one workspace', botToken: 'xoxb-1' },
        receiver: { type: 'http', signingSecret: 'signing' },
      },
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
      apiRequestsPerSecond: 30,
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
      (config) => [config.slack.access, config.slack.receiver],
      [
        { type: 'one workspace', botToken: 'xoxb-1' },
        { type: 'http', signingSecret: 's' },
      ],
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

  test('several workspaces install the app with their secrets instead of a token', () => {
    const keys = [Buffer.alloc(32, 2), Buffer.alloc(32, 1)]
    const text = `${keys[0]?.toString('hex')} , ${keys[1]?.toString('base64')}`
    const { access, receiver } = read({ ...OAUTH, ENCRYPTION_KEY: text, PUBLIC_URL: 'https://a.example/b/' }).slack
    if (access.type !== 'several workspaces') throw new Error('there is a token')
    const { encryptionKeys, ...rest } = access
    expect(rest).toEqual({
      type: 'several workspaces',
      clientId: '1.2',
      clientSecret: 'client secret',
      stateSecret: 'long enough a secret',
      publicUrl: 'https://a.example/b',
    })
    expect(encryptionKeys.map((key) => key.export())).toEqual(keys)
    expect(receiver).toEqual({ type: 'http', signingSecret: 'signing' })
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
