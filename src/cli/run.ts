import { parseArgs } from 'node:util'
import type { Command, CommandInput, Surroundings } from './command.ts'
import { CommandError, usageError } from './command-error.ts'
import { cancelCommand } from './commands/cancel.ts'
import { doctorCommand } from './commands/doctor.ts'
import { exportCommand } from './commands/export.ts'
import { jwtCommand } from './commands/jwt.ts'
import { listCommand } from './commands/list.ts'
import { redactCommand } from './commands/redact.ts'
import { sendCommand } from './commands/send.ts'
import { showCommand } from './commands/show.ts'
import { skipCommand } from './commands/skip.ts'
import { verifyCommand } from './commands/verify.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { COMMON_OPTIONS, commandHelp, generalHelp } from './help.ts'
import { createStyle } from './style.ts'

/** Every command by its name, in the order of the help. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  send: sendCommand,
  show: showCommand,
  list: listCommand,
  cancel: cancelCommand,
  skip: skipCommand,
  export: exportCommand,
  verify: verifyCommand,
  redact: redactCommand,
  jwt: jwtCommand,
  doctor: doctorCommand,
}

/** Runs what was typed, and gives the exit code; throws only for bugs. */
export async function run(typed: readonly string[], surroundings: Surroundings): Promise<ExitCode> {
  const style = createStyle(surroundings.hasColour)
  try {
    const [name, ...rest] = typed
    if (name === '--help' || name === '-h' || name === 'help') {
      surroundings.out(generalHelp(COMMANDS))
      return EXIT.done
    }
    const command = Object.hasOwn(COMMANDS, name ?? '') ? COMMANDS[name ?? ''] : undefined
    if (name === undefined || !command) {
      throw usageError(`${name === undefined ? 'no command was given' : `there is no command ${name}`}: try --help`)
    }
    const input = parse(name, command, rest)
    if (input.has('help')) {
      surroundings.out(commandHelp(name, command))
      return EXIT.done
    }
    checkCount(name, command, input)
    return await command.run(input, { ...surroundings, style, isJson: input.has('json') })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    surroundings.err(`${style.bad('error:')} ${error.message}\n`)
    return error.exitCode
  }
}

function parse(name: string, command: Command, typed: readonly string[]): CommandInput {
  const options = Object.fromEntries(
    Object.entries({ ...command.options, ...COMMON_OPTIONS }).map(([option, { argument, short }]) => [
      option,
      { type: argument === undefined ? ('boolean' as const) : ('string' as const), ...(short ? { short } : {}) },
    ]),
  )
  try {
    const { values, positionals } = parseArgs({ args: [...typed], options, allowPositionals: true })
    return {
      positionals,
      has: (option) => values[option] !== undefined,
      text(option) {
        const value = values[option]
        return typeof value === 'string' ? value : undefined
      },
    }
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw usageError(`${error.message}\ntry ${name} --help`)
  }
}

function checkCount(name: string, command: Command, { positionals }: CommandInput): void {
  const most = command.positionals.length
  const least = command.positionals.filter((word) => !word.startsWith('[')).length
  if (positionals.length >= least && positionals.length <= most) return
  throw usageError(`${[name, ...command.positionals].join(' ')}: that is how it is used; try ${name} --help`)
}
