import { existsSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import { realNow } from '../clock.ts'
import { request } from '../http/request.ts'
import { EXIT } from './exit-codes.ts'
import { run } from './run.ts'

async function main(): Promise<void> {
  // What is set already wins over the file.
  if (existsSync('.env')) process.loadEnvFile()
  const { stdin, stdout, stderr, env } = process
  // Who reads may have seen enough, as `head` does.
  stdout.on('error', () => process.exit())
  process.exitCode = await run(process.argv.slice(2), {
    environment: process.env,
    // npm changes the folder, and says from which one.
    folder: (env.npm_lifecycle_event === 'backstop' && env.INIT_CWD) || process.cwd(),
    readInput: () => text(stdin),
    out: (words) => stdout.write(words),
    err: (words) => stderr.write(words),
    isErrWatched: stderr.isTTY === true,
    hasColour: stdout.isTTY === true && stderr.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    request,
    now: realNow,
    pause: (forMs) => pause(forMs),
  })
}

main().catch((error: unknown) => {
  process.stderr.write(`a bug in Backstop's command line: ${error instanceof Error ? error.stack : String(error)}\n`)
  process.exitCode = EXIT.failed
})
