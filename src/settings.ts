import { z } from 'zod'
import { readSealingKey } from './signing/sealed.ts'

/** One environment variable: what a good value is, and where it is found. */
export interface Setting {
  schema: z.ZodType<string | undefined>
  /** Said beside each problem with it. */
  find: string
}

const optional = (schema: z.ZodType<string>): z.ZodType<string | undefined> => schema.optional()
const anyText = z.string()
const url = z
  .string()
  .refine((text) => /^https?:\/\/[^\s/]+(\/\S*)?$/.test(text) && URL.canParse(text), 'must be an http or https address')
const port = z
  .string()
  .refine((text) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535, 'must be a port from 0 to 65535')
/** Characters of a sender, and how a number is written. Source: Dispatch API 0.3.3, FromProperty. */
const senderId = z.string().max(50, 'must have at most 50 characters')
const senderNumber = senderId.regex(/^(?!\+|00)/, 'must be written without + or 00')
/** Characters of a secret that nobody guesses. */
const STATE_SECRET_LENGTH_MIN = 16
const positive = z.string().regex(/^[1-9]\d{0,8}$/, 'must be a whole number above 0')

const SLACK_APP = 'https://api.slack.com/apps → your app'
const VONAGE = 'https://dashboard.vonage.com'

/** Every variable that Backstop reads, in the order of .env.example. */
export const SETTINGS = {
  SLACK_BOT_TOKEN: {
    schema: optional(z.string().startsWith('xoxb-', 'must start with xoxb-')),
    find: `${SLACK_APP} → OAuth & Permissions → Bot User OAuth Token`,
  },
  SLACK_SIGNING_SECRET: {
    schema: optional(anyText),
    find: `${SLACK_APP} → Basic Information → Signing Secret; not needed with SLACK_APP_TOKEN, for Socket Mode`,
  },
  SLACK_APP_TOKEN: {
    schema: optional(z.string().startsWith('xapp-', 'must start with xapp-')),
    find: `${SLACK_APP} → Basic Information → App-Level Tokens, with the scope connections:write`,
  },
  SLACK_CLIENT_ID: {
    schema: optional(anyText),
    find: `${SLACK_APP} → Basic Information → Client ID; for several workspaces, instead of SLACK_BOT_TOKEN`,
  },
  SLACK_CLIENT_SECRET: { schema: optional(anyText), find: `${SLACK_APP} → Basic Information → Client Secret` },
  SLACK_STATE_SECRET: {
    schema: optional(
      z.string().min(STATE_SECRET_LENGTH_MIN, `must have at least ${STATE_SECRET_LENGTH_MIN} characters`),
    ),
    find: 'openssl rand -base64 32',
  },
  ENCRYPTION_KEY: {
    schema: optional(
      z
        .string()
        .refine(
          (text) => text.split(',').every((key) => readSealingKey(key.trim())),
          'must be 32 bytes in base64 or hex',
        ),
    ),
    find: 'openssl rand -base64 32; while you rotate it, the new and the old one with a comma between',
  },
  SLACK_API_URL: { schema: optional(url), find: 'leave it out, unless Slack is reached through something else' },
  VONAGE_APPLICATION_ID: {
    schema: optional(z.uuid('must be a UUID')),
    find: `${VONAGE} → Applications → your application`,
  },
  VONAGE_PRIVATE_KEY: {
    schema: optional(anyText),
    find: `${VONAGE} → Applications → your application → Generate public and private key; the PEM text or the file's path`,
  },
  VONAGE_API_KEY: { schema: optional(anyText), find: `${VONAGE} → API Settings → API key` },
  VONAGE_API_SECRET: { schema: optional(anyText), find: `${VONAGE} → API Settings → API secret` },
  VONAGE_SIGNATURE_SECRET: {
    schema: optional(z.string().regex(/[^\s,]/, 'must hold a secret')),
    find: `${VONAGE} → API Settings → Signature secret; while you rotate it, the old and the new one with a comma between`,
  },
  WORKFLOWS_API_URL: {
    schema: optional(url),
    find: 'leave it out to use the engine inside; a hosted one is for example https://api.nexmo.com/v0.1/dispatch',
  },
  MESSAGES_API_URL: { schema: optional(url), find: 'leave it out for https://api.nexmo.com' },
  PUBLIC_URL: {
    schema: optional(url),
    find: 'the address at which the internet reaches this program, for example https://backstop.example.com',
  },
  STATUS_CALLBACK_URL: {
    schema: optional(url),
    find: 'where the callbacks of workflows go that were asked for with these credentials; leave it out, and they get none',
  },
  API_CLIENTS: {
    schema: optional(anyText),
    find: 'a JSON file with more programs that may call the API; the README says what is in it',
  },
  SMS_FROM: { schema: optional(senderNumber), find: `${VONAGE} → Numbers → Your numbers` },
  MESSENGER_FROM: { schema: optional(senderId), find: `${VONAGE} → Messages → External accounts → your page's id` },
  VIBER_FROM: { schema: optional(senderId), find: `${VONAGE} → Messages → External accounts → your Viber service id` },
  WHATSAPP_FROM: {
    schema: optional(senderNumber),
    find: `${VONAGE} → Messages → External accounts → your WhatsApp number`,
  },
  DATABASE_URL: {
    schema: optional(z.string().regex(/^(postgres(ql)?:\/\/|sqlite:|[^:]+$)/, 'must be postgres://… or a file')),
    find: 'leave it out for the file backstop.db here; several machines need postgres://user:password@host/database',
  },
  HOST: { schema: optional(anyText), find: 'leave it out to listen on every address' },
  PORT: { schema: optional(port), find: 'leave it out for 3000' },
  EVIDENCE_KEY: {
    schema: optional(anyText),
    find: 'openssl genpkey -algorithm ed25519; the PEM text or the file’s path; leave it out, and exports are not signed',
  },
  LAST_MESSAGE_TIMEOUT: { schema: optional(positive), find: 'seconds; leave it out for 86400' },
  MAYBE_SENT_GRACE: { schema: optional(positive), find: 'seconds; leave it out for 60' },
  MESSAGES_PER_SECOND: { schema: optional(positive), find: 'leave it out for 30, the default of every account' },
  API_REQUESTS_PER_SECOND: {
    schema: optional(positive),
    find: 'leave it out for 30; how often each program may call the API',
  },
  LOG_LEVEL: {
    schema: optional(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace'], 'is no level')),
    find: 'leave it out for info; else fatal, error, warn, debug or trace',
  },
} as const satisfies Record<string, Setting>

/** The name of a variable. */
export type SettingName = keyof typeof SETTINGS

/** Names that earlier programs used for the same things. Source: the vendor's Workflows API documents of 2018. */
export const OLD_NAMES: Partial<Record<SettingName, string>> = {
  VONAGE_APPLICATION_ID: 'NEXMO_APPLICATION_ID',
  VONAGE_PRIVATE_KEY: 'NEXMO_APPLICATION_PRIVATE_KEY_PATH',
  VONAGE_API_KEY: 'NEXMO_API_KEY',
  VONAGE_API_SECRET: 'NEXMO_API_SECRET',
}
