import { pemOf, readSettingValues, type SettingValues } from '../setting-values.ts'
import { SETTINGS, type SettingName } from '../settings.ts'
import { readPrivateKey } from '../signing/api-jwt.ts'
import type { Credentials } from '../signing/authorization.ts'
import { usageError } from './command-error.ts'

/** An environment, as a process has it. */
export type Environment = Record<string, string | undefined>

/** The settings that a client needs; what is wrong with others doesn't matter to it. @throws CommandError */
export function readSettings(environment: Environment, needed: readonly SettingName[]): SettingValues {
  const problems: string[] = []
  const values = readSettingValues(environment, problems)
  const wrong = problems.filter((problem) => needed.some((name) => problem.startsWith(`${name} `)))
  if (wrong.length > 0) throw usageError(wrong.join('\n'))
  return values
}

/** The application's key; undefined where no application is set. @throws CommandError when it is half set or wrong. */
export function readApplication(environment: Environment): Credentials['application'] {
  const { VONAGE_APPLICATION_ID: id, VONAGE_PRIVATE_KEY: key } = readSettings(environment, [
    'VONAGE_APPLICATION_ID',
    'VONAGE_PRIVATE_KEY',
  ])
  if (id === undefined && key === undefined) return undefined
  if (id === undefined) throw missing('VONAGE_APPLICATION_ID')
  if (key === undefined) throw missing('VONAGE_PRIVATE_KEY')
  return { id, privateKey: readKeyFile(key) }
}

/** What proves to the API who asks: the application, else the account. @throws CommandError when neither is set. */
export function readCredentials(environment: Environment): Credentials {
  const application = readApplication(environment)
  if (application) return { application }
  const { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret } = readSettings(environment, [
    'VONAGE_API_KEY',
    'VONAGE_API_SECRET',
  ])
  if (apiKey !== undefined && apiSecret !== undefined) return { account: { apiKey, apiSecret } }
  throw usageError(
    'no credentials are set: VONAGE_APPLICATION_ID with VONAGE_PRIVATE_KEY, or VONAGE_API_KEY with VONAGE_API_SECRET',
  )
}

/** A private RSA key, as its PEM text or the path of a file with it. @throws CommandError when it is none. */
export function readKeyFile(key: string): ReturnType<typeof readPrivateKey> {
  try {
    return readPrivateKey(pemOf(key))
  } catch {
    throw usageError(`the private key is no RSA key in PEM form, nor a readable file with one`)
  }
}

function missing(name: SettingName) {
  return usageError(`${name} is missing (${SETTINGS[name].find})`)
}
