import { LogLevel, type Logger as SlackLogger } from '@slack/bolt'
import type { Logger } from '../logger.ts'

/** Slack's libraries log into ours; what they say below a warning would show message texts and tokens. */
export function createSlackLogger(logger: Logger): SlackLogger {
  const say = (level: 'warn' | 'error') => {
    return (...parts: unknown[]) => logger[level]({ source: 'slack library', said: parts.map(String).join(' ') })
  }
  return {
    debug: () => {},
    info: () => {},
    warn: say('warn'),
    error: say('error'),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  }
}
