/**
 * `npm run sandbox`: the real product between a fake Slack and a fake Messages API, all on loopback, with a page to
 * play every part; or one of the fakes alone.
 */
import { type ProgramOptions, readProgramOptions, USAGE, UsageError } from './program-options.ts'
import { startAlone } from './start-alone.ts'
import { startSandbox } from './start-sandbox.ts'

try {
  const options = readProgramOptions(process.argv.slice(2))
  if (options) await run(options)
  else process.stdout.write(`${USAGE}\n`)
} catch (error) {
  process.stderr.write(`The sandbox can't start: ${explain(error)}\n`)
  process.exit(1)
}

async function run(options: ProgramOptions): Promise<void> {
  const { stop, greeting } = options.parts === 'all' ? await runAll(options) : await runAlone(options)
  process.stdout.write(greeting)
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void stop().then(() => process.exit(0)))
  }
}

async function runAll(options: ProgramOptions) {
  const { pageUrl, appUrl, stop } = await startSandbox(options)
  const greeting =
    `Backstop's SANDBOX is running: nothing in it is a real delivery.\n\n  Open ${pageUrl}\n\n` +
    `In #incidents type /notify, fill the form, and leave the Messenger message unread.\n` +
    `Backstop's own address is ${appUrl}; the page shows curl commands for its API. Ctrl+C ends it.\n`
  return { stop, greeting }
}

async function runAlone(options: ProgramOptions) {
  const { controlUrl, controlToken, environment, stop } = await startAlone(options)
  const name = options.parts === 'slack' ? 'Slack' : 'Messages API'
  const settings = Object.entries(environment).map(([variable, value]) => `  ${variable}='${value}'\n`)
  const greeting =
    `A fake ${name} is running: nothing in it is a real delivery. Start an app with\n\n${settings.join('')}\n` +
    `and play its part at ${controlUrl} with the header x-sandbox-token: ${controlToken}. Ctrl+C ends it.\n`
  return { stop, greeting }
}

function explain(error: unknown): string {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`
  const { code, port, message } = error as { code?: string; port?: number; message?: string }
  const isTaken = port !== undefined && (code === 'EADDRINUSE' || code === undefined)
  return isTaken ? `Port ${port} is in use. Choose others.\n\n${USAGE}` : (message ?? String(error))
}
