import type { Credentials } from './credentials.ts'

/** Where the parts of a sandbox are. */
export interface Addresses {
  /** Ends in `/api/`. */
  slackApiUrl: string
  messagesApiUrl: string
  publicUrl: string
  /** Set: the product submits to this hosted Workflows API instead of running its own engine. */
  workflowsApiUrl?: string
}

/** How the product is to be started. */
export interface EnvironmentOptions {
  addresses: Addresses
  credentials: Credentials
  /** By signed HTTP requests, or over Socket Mode. */
  receiver: 'http' | 'socket'
  databaseUrl: string
  port: number
}

/** The sandbox's senders, as Vonage would know them. */
export const SENDERS = {
  MESSENGER_FROM: '107083064136738',
  VIBER_FROM: '16273',
  WHATSAPP_FROM: '447700900002',
  SMS_FROM: '447700900001',
} as const

/** The environment with which the product meets the fakes: what an operator would set, with the fakes' addresses. */
export function sandboxEnvironment(options: EnvironmentOptions): Record<string, string> {
  const { addresses, credentials, receiver } = options
  return {
    SLACK_BOT_TOKEN: credentials.botToken,
    ...(receiver === 'http'
      ? { SLACK_SIGNING_SECRET: credentials.signingSecret }
      : { SLACK_APP_TOKEN: credentials.appToken }),
    SLACK_API_URL: addresses.slackApiUrl,
    VONAGE_APPLICATION_ID: credentials.applicationId,
    VONAGE_PRIVATE_KEY: credentials.privateKeyPem,
    VONAGE_API_KEY: credentials.apiKey,
    VONAGE_API_SECRET: credentials.apiSecret,
    VONAGE_SIGNATURE_SECRET: credentials.signatureSecret,
    MESSAGES_API_URL: addresses.messagesApiUrl,
    ...(addresses.workflowsApiUrl === undefined ? {} : { WORKFLOWS_API_URL: addresses.workflowsApiUrl }),
    PUBLIC_URL: addresses.publicUrl,
    ...SENDERS,
    DATABASE_URL: options.databaseUrl,
    HOST: '127.0.0.1',
    PORT: String(options.port),
    LOG_LEVEL: 'warn',
  }
}
