import type { Command, Option } from './command.ts'
import { EXIT_WORDS } from './exit-codes.ts'
import { columns } from './style.ts'

/** The options of every command. */
export const COMMON_OPTIONS: Readonly<Record<string, Option>> = {
  json: { help: 'print JSON, for programs' },
  help: { short: 'h', help: 'say how it is used' },
}

/** All commands, and what the exit codes say. */
export function generalHelp(commands: Readonly<Record<string, Command>>): string {
  const list = Object.entries(commands).map(([name, { positionals, summary }]) => [
    `  ${[name, ...positionals].join(' ')}`,
    summary,
  ])
  const codes = EXIT_WORDS.map(([code, words]) => [`  ${code}`, words])
  return [
    'npm run backstop -- COMMAND …',
    '',
    ...columns(list),
    '',
    'COMMAND --help says more. Settings are read from the environment and from a file named .env.',
    'Colours are left out with NO_COLOR. Exit codes:',
    ...columns(codes),
    '',
  ].join('\n')
}

/** How one command is used. */
export function commandHelp(name: string, { positionals, summary, help, options }: Command): string {
  const all = { ...options, ...COMMON_OPTIONS }
  const list = Object.entries(all).map(([option, { argument, short, help: words }]) => [
    `  ${short === undefined ? '' : `-${short}, `}--${option}${argument === undefined ? '' : ` ${argument}`}`,
    words,
  ])
  return [
    `npm run backstop -- ${[name, ...positionals].join(' ')} [options]`,
    '',
    `${summary[0]?.toUpperCase()}${summary.slice(1)}.`,
    ...help,
    '',
    ...columns(list),
    '',
  ].join('\n')
}
