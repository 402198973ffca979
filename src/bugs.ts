import { randomUUID } from 'node:crypto'
import type { Logger } from './logger.ts'

/** Logs a bug once, and gives it a reference that the user is shown, too. */
export type ReportBug = (error: unknown, where: string) => string

/** Reports bugs in the log. */
export function createBugReports(logger: Logger): ReportBug {
  return (error, where) => {
    const reference = randomUUID().slice(0, 8)
    logger.error({ err: error, where, reference }, 'a bug: something was thrown that nobody expected')
    return reference
  }
}
