import { readFileSync } from 'node:fs'
import { parseEnv } from 'node:util'
import { expect, test } from 'vitest'
import { OLD_NAMES, SETTINGS, type SettingName } from '../src/settings.ts'

const example = readFileSync(new URL('../.env.example', import.meta.url), 'utf8')
const names = Object.keys(SETTINGS) as SettingName[]

/** A variable of the example that is commented out, with its example value and the comment before it. */
const entries = [...example.matchAll(/((?:^# .*\n)+)^#([A-Z_]+)=(.*)$/gm)].map(
  ([, comment = '', name, value = '']) => ({
    comment,
    name,
    value,
  }),
)

test('names every setting, in the order of the settings, and no other', () => {
  expect(entries.map(({ name }) => name)).toEqual(names)
  expect(example.match(/^#?[A-Z_]+=/gm)).toHaveLength(names.length)
})

test('sets nothing as it stands, so that a copy of it changes nothing', () => {
  expect(parseEnv(example)).toEqual({})
})

test.each(entries)('the example of $name is a value that it takes', ({ name, value }) => {
  const setting = SETTINGS[name as SettingName]
  expect(setting.schema.safeParse(value === '' ? undefined : value).success).toBe(true)
})

test.each(Object.entries(OLD_NAMES))('the old name of %s, %s, is said', (name, old) => {
  expect(entries.find((entry) => entry.name === name)?.comment).toContain(old)
})

test.each(names)('%s has the default that the error message says, if it says one', (name) => {
  const [, fallback] = /leave it out for (?:the file )?([^\s,;]+)/.exec(SETTINGS[name].find) ?? []
  if (fallback !== undefined) expect(entries.find((entry) => entry.name === name)?.value).toBe(fallback)
})
