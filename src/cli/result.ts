import { ANSWERS, readAs } from './answers.ts'
import type { ApiAnswer } from './api.ts'
import type { Context } from './command.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { plain } from './style.ts'

/** What changed something; `handing_over` ends or skips, too, after the message that was under way. */
const EFFECTIVE = new Set(['cancelled', 'skipped', 'handing_over', 'redacted'])

/** Prints what a cancel, a skip or a redaction came to; the exit code tells whether it changed anything. */
export function printResult(answer: ApiAnswer, { out, isJson, style }: Context): ExitCode {
  const result = readAs(ANSWERS.result, answer.json)
  const isEffective = EFFECTIVE.has(result.result)
  const words = plain(result.detail ?? result.result.replaceAll('_', ' '))
  out(isJson ? `${JSON.stringify(result)}\n` : `${(isEffective ? style.good : style.doubtful)(words)}\n`)
  return isEffective ? EXIT.done : EXIT.noEffect
}
