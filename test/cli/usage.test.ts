import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EXIT_WORDS } from '../../src/cli/exit-codes.ts'
import { COMMANDS } from '../../src/cli/run.ts'
import { runCli } from './run-cli.ts'

const MAIN = join(import.meta.dirname, '../../src/cli/main.ts')
const names = Object.keys(COMMANDS)

/** Runs the real program with nothing set. */
function start(...typed: string[]) {
  const flags = ['--disable-warning=ExperimentalWarning']
  return spawnSync(process.execPath, [...flags, MAIN, ...typed], { cwd: '/', env: {}, encoding: 'utf8' })
}

test('the help names every command and every exit code, on standard output', async () => {
  const { code, out, err } = await runCli(['--help'])
  expect([code, err]).toEqual([0, ''])
  for (const name of names) expect(out).toMatch(new RegExp(`^  ${name}\\b`, 'm'))
  for (const [exitCode, words] of EXIT_WORDS) expect(out).toContain(`  ${exitCode}  ${words}`)
})

test.each(names)('the help of %s names each of its options, and asks for nothing', async (name) => {
  const { code, out } = await runCli([name, '--help'])
  expect(code).toBe(0)
  for (const option of Object.keys(COMMANDS[name]?.options ?? {})) expect(out).toContain(`--${option}`)
})

test.each([
  ['no command', []],
  ['an unknown command', ['launch']],
  ['a name that objects have anyway', ['toString']],
  ['an unknown option', ['list', '--colour']],
  ['an option without its argument', ['list', '--status']],
  ['too few words', ['show']],
  ['too many words', ['cancel', 'a', 'b']],
])('%s is a mistake of usage', async (_name, typed) => {
  const { code, out, err } = await runCli(typed)
  expect([code, out]).toEqual([2, ''])
  expect(err).toMatch(/^error: /)
})

test('the program itself ends with the exit code, and colours nothing that nobody looks at', () => {
  expect(start('--help')).toMatchObject({ status: 0, stderr: '' })
  const { status, stderr, stdout } = start('list')
  expect([status, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^error: no credentials are set/)
})
