import { EXIT, type ExitCode } from './exit-codes.ts'

/** Why a command ends without having done what was asked; `message` is all that the person needs to read. */
export class CommandError extends Error {
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string) {
    super(message)
    this.name = 'CommandError'
    this.exitCode = exitCode
  }
}

/** The command line, a file or a setting is wrong. */
export function usageError(message: string): CommandError {
  return new CommandError(EXIT.usage, message)
}
