import { run } from '../../src/cli/run.ts'
import { request } from '../../src/http/request.ts'

/** What a run is started with. */
export interface RunOptions {
  environment?: Record<string, string | undefined>
  folder?: string
  input?: string
  isWatched?: boolean
  hasColour?: boolean
  now?: () => number
  /** Called instead of each pause, which takes no time. */
  onPause?: () => void | Promise<void>
}

/** What a run came to. */
export interface Ran {
  code: number
  out: string
  err: string
}

/** Runs the command line in this process, with everything outside but HTTP stood in for. */
export async function runCli(typed: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const ran: Ran = { code: -1, out: '', err: '' }
  ran.code = await run(typed, {
    environment: options.environment ?? {},
    folder: options.folder ?? '/nowhere',
    readInput: async () => options.input ?? '',
    out: (text) => {
      ran.out += text
    },
    err: (text) => {
      ran.err += text
    },
    isErrWatched: options.isWatched ?? false,
    hasColour: options.hasColour ?? false,
    request,
    now: options.now ?? (() => 1_795_300_000_000),
    pause: async () => options.onPause?.(),
  })
  return ran
}
