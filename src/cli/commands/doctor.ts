import { ConfigError, readConfig } from '../../config.ts'
import type { Command, Context } from '../command.ts'
import type { Check, CheckResult } from '../doctor/check.ts'
import { checkCallbacks, checkPublicUrl } from '../doctor/check-addresses.ts'
import { checkClock } from '../doctor/check-clock.ts'
import { checkDatabase } from '../doctor/check-database.ts'
import { checkKeys } from '../doctor/check-keys.ts'
import { checkSlack } from '../doctor/check-slack.ts'
import { checkVonage } from '../doctor/check-vonage.ts'
import { EXIT } from '../exit-codes.ts'
import type { Style } from '../style.ts'

/** What is checked, in words for who waits, in an order in which the first thing to mend comes first. */
const CHECKS: readonly (readonly [string, Check])[] = [
  ['the database', checkDatabase],
  ['the keys', checkKeys],
  ['the clock', checkClock],
  ['the public address', checkPublicUrl],
  ['the callback addresses', checkCallbacks],
  ['Vonage', checkVonage],
  ['Slack', checkSlack],
]

/** Checks every setting for real. */
export const doctorCommand: Command = {
  positionals: [],
  summary: 'check every setting for real, and say what to do',
  help: [
    'Nothing is sent, and nothing is changed: Vonage is asked with an empty message, Slack whose the tokens are. Where',
    'Backstop does not run, its port is listened on for a moment, to see whether the public address leads there.',
  ],
  options: {},
  async run(_input, context) {
    const results: CheckResult[] = []
    const report = (found: readonly CheckResult[]) => {
      results.push(...found)
      if (!context.isJson) for (const result of found) context.out(resultText(result, context.style))
    }
    const config = readSettings(context, report)
    for (const [what, check] of config ? CHECKS : []) {
      if (config) report(await withProgress(what, context, () => check({ ...context, config })))
    }
    const failed = results.filter(({ level }) => level === 'failed').length
    if (context.isJson) context.out(`${JSON.stringify({ ok: failed === 0, checks: results })}\n`)
    else context.out(failed === 0 ? context.style.good('\nall is well\n') : context.style.bad(`\n${failed} to mend\n`))
    return failed === 0 ? EXIT.done : EXIT.failed
  },
}

/** With a setting missing or wrong nothing else can be checked: Backstop wouldn't start. */
function readSettings({ environment }: Context, report: (results: CheckResult[]) => void) {
  try {
    const config = readConfig(environment)
    report([{ level: 'ok', name: 'settings', what: 'all that is needed is set' }])
    return config
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    report(error.problems.map((what) => ({ level: 'failed', name: 'settings', what, todo: 'set it in .env' })))
    report([{ level: 'left out', name: 'all else', what: 'until the settings are right' }])
    return undefined
  }
}

/** Says what is being checked for as long as it is, where somebody looks. */
async function withProgress<T>(what: string, { isErrWatched, isJson, err, style }: Context, act: () => Promise<T>) {
  const isShown = isErrWatched && !isJson
  if (isShown) err(style.faint(`checking ${what} …`))
  try {
    return await act()
  } finally {
    if (isShown) err('\r\u001b[K')
  }
}

function resultText({ level, name, what, todo }: CheckResult, style: Style): string {
  const words = {
    ok: style.good('ok      '),
    warning: style.doubtful('warning '),
    failed: style.bad('failed  '),
    'left out': style.faint('left out'),
  }
  const lines = [`${words[level]}  ${style.strong(name)}: ${what.replaceAll('\n', '\n            ')}`]
  if (todo !== undefined) lines.push(`          → ${todo}`)
  return `${lines.join('\n')}\n`
}
