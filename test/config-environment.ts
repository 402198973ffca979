import { generateKeyPairSync } from 'node:crypto'
import { type Config, ConfigError, readConfig } from '../src/config.ts'

/** What a test sets. */
export type Environment = Record<string, string | undefined>

/** The application's key. */
export const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** The application's key as the dashboard gives it. */
export const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

/** The id of the application. */
export const APPLICATION_ID = 'aaaaaaaa-bbbb-4ccc-8ddd-eeeeeeeeeeee'

/** The least that an operator must set. */
export const LEAST: Environment = {
  SLACK_BOT_TOKEN: 'xoxb-1',
  SLACK_SIGNING_SECRET: 'signing',
  VONAGE_APPLICATION_ID: APPLICATION_ID,
  VONAGE_PRIVATE_KEY: PEM,
  VONAGE_SIGNATURE_SECRET: 'signature',
  PUBLIC_URL: 'https://backstop.example.com',
  SMS_FROM: '447700900001',
}

/** The configuration of the least with changes. */
export function read(changes: Environment = {}): Config {
  return readConfig({ ...LEAST, ...changes })
}

/** The problems that the error lists; none where the configuration is good. */
export function problemsOf(changes: Environment): string[] {
  try {
    read(changes)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return [...error.message.matchAll(/^ {2}- (.*)$/gm)].map(([, problem]) => problem ?? '')
  }
}

/** What takes the place of the bot's token where several workspaces install the app. */
export const OAUTH: Environment = {
  SLACK_BOT_TOKEN: undefined,
  SLACK_CLIENT_ID: '1.2',
  SLACK_CLIENT_SECRET: 'client secret',
  SLACK_STATE_SECRET: 'long enough a secret',
  ENCRYPTION_KEY: Buffer.alloc(32, 1).toString('base64'),
}
