import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Keys whose values never reach a log, wherever they stand: secrets, and what is about a person. */
const SECRET_KEYS = [
  'authorization',
  'token',
  'secret',
  'privateKey',
  'to',
  'from',
  'text',
  'response_url',
  'trigger_id',
]

/** Logs lines of JSON; static messages, with the data in fields. */
export function createLogger(level: string): Logger {
  return pino({
    level,
    redact: { paths: SECRET_KEYS.flatMap((key) => [key, `*.${key}`, `*.*.${key}`]), censor: '[hidden]' },
  })
}
