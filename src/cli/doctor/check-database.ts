import { inspectDatabase } from '../../store/inspect-database.ts'
import { type Check, type CheckResult, shownUrl } from './check.ts'

const NAME = 'database'

/** Above this replicas are not ready, in milliseconds. */
const SKEW_MAX_MS = 2000

/** Opens the database as a start would, without changing it. */
export const checkDatabase: Check = async ({ config: { databaseUrl }, now }) => {
  const where = shownUrl(databaseUrl)
  try {
    const { migrations, databaseAt } = await inspectDatabase(databaseUrl)
    const results = [{ level: 'ok' as const, name: NAME, what: `${where} ${stateWords(migrations)}` }]
    const skewMs = databaseAt === undefined ? 0 : Math.abs(databaseAt - now())
    return skewMs > SKEW_MAX_MS ? [...results, skewed(skewMs)] : results
  } catch (error) {
    return [isInUse(error) ? inUse(where) : unusable(where, wordsOf(error))]
  }
}

function stateWords(migrations: { applied: number; pending: number } | undefined): string {
  if (!migrations) return 'is not there yet, and can be made'
  const { applied, pending } = migrations
  if (pending === 0) return 'opens, and its tables are up to date'
  return applied === 0
    ? 'opens, and is empty: the start makes the tables'
    : `opens; the start makes ${pending} changes of its tables`
}

function skewed(skewMs: number): CheckResult {
  return {
    level: 'failed',
    name: NAME,
    what: `its clock and this machine’s are ${Math.round(skewMs / 1000)} s apart`,
    todo: 'keep both by NTP',
  }
}

/** The message of a SQLite file that another process has open is our own. */
function isInUse(error: unknown): boolean {
  const cause = error instanceof Error ? error.cause : undefined
  return cause instanceof Error && 'errcode' in cause && cause.errcode === 5
}

/** A connection that is refused at several addresses has no message, but a code. */
function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  return error.message || ('code' in error ? String(error.code) : error.name)
}

function inUse(where: string): CheckResult {
  return {
    level: 'ok',
    name: NAME,
    what: `${where} is in use by another process: a Backstop that runs already? Then it was opened there`,
    todo: 'to check the file itself, stop that process first',
  }
}

function unusable(where: string, words: string): CheckResult {
  return {
    level: 'failed',
    name: NAME,
    what: `${where} can not be used: ${words}`,
    todo: 'DATABASE_URL is a file in a folder where you may write, or postgres://user:password@host/database',
  }
}
