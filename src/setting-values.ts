import { readFileSync } from 'node:fs'
import { OLD_NAMES, SETTINGS, type SettingName } from './settings.ts'

/** The settings that are set and good. */
export type SettingValues = Partial<Record<SettingName, string>>

/**
 * The values that are set and good, without the line end that a file of a secret brings; an empty one is not set, and
 * what is wrong is added to `problems`.
 */
export function readSettingValues(environment: Record<string, string | undefined>, problems: string[]): SettingValues {
  const values: SettingValues = {}
  for (const name of Object.keys(SETTINGS) as SettingName[]) {
    const value = environment[name]?.trim() || environment[OLD_NAMES[name] ?? name]?.trim() || undefined
    const read = SETTINGS[name].schema.safeParse(value)
    if (read.success && read.data !== undefined) values[name] = read.data
    if (!read.success) problems.push(`${name} ${read.error.issues[0]?.message ?? 'is wrong'} (${SETTINGS[name].find})`)
  }
  return values
}

/** A PEM text, also with its line ends written as \n, or that of the file whose path it is. @throws Error without a file. */
export function pemOf(value: string): string {
  return value.includes('-----BEGIN') ? value.replaceAll('\\n', '\n') : readFileSync(value, 'utf8')
}

/** The value of a setting that can't be left out; `problems` says that it was, where it was. */
export function need(values: SettingValues, name: SettingName, problems: string[]): string {
  const value = values[name]
  if (value !== undefined) return value
  if (!isWrong(name, problems)) problems.push(`${name} is missing (${SETTINGS[name].find})`)
  return ''
}

/** Whether something is said of a setting already. */
export function isWrong(name: SettingName, problems: readonly string[]): boolean {
  return problems.some((problem) => problem.startsWith(`${name} `))
}
