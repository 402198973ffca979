import { z } from 'zod'
import { parseJson } from '../../http/body.ts'
import { LIFETIME_SECONDS, signApiToken } from '../../signing/api-jwt.ts'
import type { Command, CommandInput, Context } from '../command.ts'
import { usageError } from '../command-error.ts'
import { readApplication } from '../credentials.ts'
import { EXIT } from '../exit-codes.ts'
import { readInputFile } from '../files.ts'

/** How long a token may be good for, in seconds. Source: the vendor's authentication guide. */
const LIFETIME = { min: 30, max: 24 * 60 * 60 } as const

const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600 }

/** Paths, each with what is allowed of it. Source: the vendor's JWT guide, acl. */
const aclSchema = z.looseObject({ paths: z.record(z.string().startsWith('/'), z.looseObject({})) })

/** Prints a token of the application, for other programs. */
export const jwtCommand: Command = {
  positionals: [],
  summary: 'print a token of the application, as nexmo jwt:generate did',
  help: ['With it, curl can ask Backstop, and Vonage: -H "Authorization: Bearer $(npm run -s backstop -- jwt)"'],
  options: {
    exp: {
      argument: 'TIME',
      help: 'how long it is good for, as 900, 15m or 24h, or until when, in seconds since 1970 (15m)',
    },
    sub: { argument: 'USER', help: 'whom it is for' },
    acl: { argument: 'JSON|FILE', help: 'what it may be used for: {"paths": {"/*/messages/**": {}}}' },
    'application-id': { argument: 'UUID', help: 'instead of VONAGE_APPLICATION_ID' },
    key: { argument: 'FILE', help: 'the private key, instead of VONAGE_PRIVATE_KEY' },
  },
  async run(input, context) {
    const issuedAt = context.now()
    const lifetimeSeconds = readLifetime(input.text('exp'), issuedAt)
    const sub = input.text('sub')
    const acl = await readAcl(input.text('acl'), context)
    const optional = { ...(sub === undefined ? {} : { sub }), ...(acl === undefined ? {} : { acl }) }
    const token = signApiToken(readKey(input, context), { issuedAt, lifetimeSeconds, optional })
    const expiresAt = new Date((Math.floor(issuedAt / 1000) + lifetimeSeconds) * 1000).toISOString()
    context.out(context.isJson ? `${JSON.stringify({ token, expires_at: expiresAt })}\n` : `${token}\n`)
    return EXIT.done
  },
}

function readKey(input: CommandInput, { environment }: Context) {
  const [id, key] = [input.text('application-id'), input.text('key')]
  const application = readApplication({
    ...environment,
    ...(id === undefined ? {} : { VONAGE_APPLICATION_ID: id }),
    ...(key === undefined ? {} : { VONAGE_PRIVATE_KEY: key }),
  })
  if (!application) {
    throw usageError('a token needs VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY, or --application-id and --key')
  }
  return { applicationId: application.id, privateKey: application.privateKey }
}

function readLifetime(exp: string | undefined, issuedAt: number): number {
  if (exp === undefined) return LIFETIME_SECONDS
  const [, count, unit] = /^(\d+)([smh]?)$/.exec(exp) ?? []
  if (count === undefined) throw usageError('--exp is a time such as 900, 15m or 24h')
  if (unit === '' && count.length >= 13) {
    throw usageError('--exp looks like milliseconds: a token’s times are in seconds')
  }
  const isInstant = unit === '' && count.length >= 10
  const seconds = isInstant ? Number(count) - Math.floor(issuedAt / 1000) : Number(count) * (SECONDS[unit ?? ''] ?? 1)
  if (seconds >= LIFETIME.min && seconds <= LIFETIME.max) return seconds
  throw usageError('--exp must be 30 seconds to 24 hours from now: the vendor takes no other')
}

async function readAcl(acl: string | undefined, context: Context): Promise<object | undefined> {
  if (acl === undefined) return undefined
  const text = acl.trimStart().startsWith('{') ? acl : await readInputFile(acl, context)
  const read = aclSchema.safeParse(parseJson(text))
  if (read.success) return read.data
  throw usageError('--acl must be JSON such as {"paths": {"/*/messages/**": {}}}, or a file with it')
}
