import { createPublicKey, type KeyObject } from 'node:crypto'
import { readApiClients } from './api-clients.ts'
import { readEvidenceKey } from './evidence/signing-key.ts'
import type { Channel } from './failover/channel.ts'
import type { TimeLimits } from './failover/workflow.ts'
import { isWrong, need, pemOf, readSettingValues, type SettingValues } from './setting-values.ts'
import { SETTINGS, type SettingName } from './settings.ts'
import { readPrivateKey } from './signing/api-jwt.ts'
import { readSlackConfig, type SlackConfig } from './slack-config.ts'
import { type ApiClient, OPERATOR_CLIENT } from './workflows-api/api-client.ts'

/** Everything that the environment decides. */
export interface Config {
  slack: SlackConfig
  vonage: {
    application?: { id: string; privateKey: KeyObject }
    account?: { apiKey: string; apiSecret: string }
    /** The current signature secret, and old ones while they are being rotated. */
    signatureSecrets: string[]
  }
  /** Who may call our Workflows API; the operator's own credentials first. */
  apiClients: ApiClient[]
  api: { type: 'engine'; messagesApiUrl: string; publicUrl: string } | { type: 'hosted'; url: string }
  /** Who messages come from, for the channels that are set up. */
  senders: Partial<Record<Channel, string>>
  databaseUrl: string
  host: string
  port: number
  /** Signs the heads of exported evidence; Ed25519. */
  evidenceKey?: KeyObject
  limits: TimeLimits
  messagesPerSecond: number
  /** What each API client may ask for in a second. */
  apiRequestsPerSecond: number
  logLevel: string
}

/** A setting that is missing or wrong. `message` is all that the operator needs to read. */
export class ConfigError extends Error {
  /** What is missing or wrong, each with where it is found. */
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    const list = problems.map((problem) => `  - ${problem}`).join('\n')
    super(
      `Backstop can't start: ${problems.length === 1 ? 'a setting is' : `${problems.length} settings are`} missing or wrong.\n` +
        `${list}\n\nSet them in the environment or in a file named .env; .env.example lists them all.\n` +
        'To try Backstop with no account at all: npm run sandbox',
    )
    this.name = 'ConfigError'
    this.problems = problems
  }
}

/** Where the vendor serves the Messages API. Source: Messages API 1.20.0, servers. */
export const DEFAULT_MESSAGES_API_URL = 'https://api.nexmo.com'

/** Milliseconds; longer than any request's time limit. */
const SEND_LEASE_MS = 30_000

/** Reads the environment. @throws ConfigError that lists every problem at once. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const values = readSettingValues(environment, problems)
  const slack = readSlackConfig(values, problems)
  const vonage = readVonage(values, problems)
  const api = readApi(values, problems)
  const senders = readSenders(values, problems)
  const evidenceKey = readKey('EVIDENCE_KEY', { values, problems, kind: 'Ed25519', read: readEvidenceKey })
  const apiClients = [operatorOf(vonage, values.STATUS_CALLBACK_URL), ...readApiClients(values.API_CLIENTS, problems)]
  if (problems.length > 0) throw new ConfigError(problems)
  return {
    slack,
    vonage,
    apiClients,
    api,
    senders,
    databaseUrl: values.DATABASE_URL ?? 'backstop.db',
    host: values.HOST ?? '0.0.0.0',
    port: Number(values.PORT ?? 3000),
    ...(evidenceKey ? { evidenceKey } : {}),
    limits: {
      lastMessageTimeoutMs: Number(values.LAST_MESSAGE_TIMEOUT ?? 86_400) * 1000,
      maybeSentGraceMs: Number(values.MAYBE_SENT_GRACE ?? 60) * 1000,
      sendLeaseMs: SEND_LEASE_MS,
    },
    messagesPerSecond: Number(values.MESSAGES_PER_SECOND ?? 30),
    apiRequestsPerSecond: Number(values.API_REQUESTS_PER_SECOND ?? 30),
    logLevel: values.LOG_LEVEL ?? 'info',
  }
}

function readVonage(values: SettingValues, problems: string[]): Config['vonage'] {
  const { VONAGE_APPLICATION_ID: id, VONAGE_PRIVATE_KEY: key } = values
  const { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret } = values
  if (id === undefined && key === undefined && apiKey === undefined && apiSecret === undefined) {
    need(values, 'VONAGE_APPLICATION_ID', problems)
    need(values, 'VONAGE_PRIVATE_KEY', problems)
  }
  if (id !== undefined) need(values, 'VONAGE_PRIVATE_KEY', problems)
  if (key !== undefined) need(values, 'VONAGE_APPLICATION_ID', problems)
  if (apiKey !== undefined) need(values, 'VONAGE_API_SECRET', problems)
  if (apiSecret !== undefined) need(values, 'VONAGE_API_KEY', problems)
  const privateKey = readKey('VONAGE_PRIVATE_KEY', { values, problems, kind: 'RSA', read: readPrivateKey })
  const secrets = need(values, 'VONAGE_SIGNATURE_SECRET', problems)
  return {
    ...(id !== undefined && privateKey ? { application: { id, privateKey } } : {}),
    ...(apiKey !== undefined && apiSecret !== undefined ? { account: { apiKey, apiSecret } } : {}),
    // An empty secret would be one that anybody can sign with.
    signatureSecrets: secrets
      .split(',')
      .map((secret) => secret.trim())
      .filter((secret) => secret !== ''),
  }
}

/** Whoever has our own credentials may call our API, too. */
function operatorOf({ application, account }: Config['vonage'], callbackUrl: string | undefined): ApiClient {
  return {
    name: OPERATOR_CLIENT,
    isOperator: true,
    ...(application ? { application: { id: application.id, publicKey: createPublicKey(application.privateKey) } } : {}),
    ...(account ? { account } : {}),
    ...(callbackUrl === undefined ? {} : { callbackUrl }),
  }
}

interface KeyReader {
  values: SettingValues
  problems: string[]
  kind: string
  /** @throws Error when the text is no such key. */
  read: (pem: string) => KeyObject
}

/** A PEM text, also with its line ends written as \n, or a file that has one; undefined where none is set. */
function readKey(name: SettingName, { values, problems, kind, read }: KeyReader): KeyObject | undefined {
  const value = values[name]
  if (value === undefined) return undefined
  try {
    return read(pemOf(value))
  } catch {
    problems.push(`${name} is no ${kind} key in PEM form, nor a readable file with one (${SETTINGS[name].find})`)
    return undefined
  }
}

function readApi(values: SettingValues, problems: string[]): Config['api'] {
  const hosted = values.WORKFLOWS_API_URL?.replace(/\/$/, '')
  if (hosted !== undefined) {
    const hasPath = new URL(hosted).pathname !== '/'
    return { type: 'hosted', url: hasPath ? hosted : `${hosted}/v0.1/dispatch` }
  }
  const messagesApiUrl = (values.MESSAGES_API_URL ?? DEFAULT_MESSAGES_API_URL).replace(/\/$/, '')
  return { type: 'engine', messagesApiUrl, publicUrl: need(values, 'PUBLIC_URL', problems).replace(/\/$/, '') }
}

function readSenders(values: SettingValues, problems: string[]): Config['senders'] {
  const { SMS_FROM: sms, MESSENGER_FROM: messenger, VIBER_FROM: viber, WHATSAPP_FROM: whatsapp } = values
  const senders = {
    ...(messenger === undefined ? {} : { messenger }),
    ...(viber === undefined ? {} : { viber_service_msg: viber }),
    ...(whatsapp === undefined ? {} : { whatsapp }),
    ...(sms === undefined ? {} : { sms }),
  }
  const names = ['SMS_FROM', 'MESSENGER_FROM', 'VIBER_FROM', 'WHATSAPP_FROM'] as const
  if (Object.keys(senders).length === 0 && !names.some((name) => isWrong(name, problems))) {
    problems.push(
      `No sender is set: set SMS_FROM (${SETTINGS.SMS_FROM.find}), or MESSENGER_FROM, VIBER_FROM, WHATSAPP_FROM`,
    )
  }
  return senders
}
