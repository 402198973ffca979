import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'

/** The latest lines that a process wrote. */
export interface ProcessLog {
  lines(): readonly string[]
  /** Keeps what comes out of a stream, line by line. */
  follow(stream: Readable | null): void
  add(line: string): void
}

/** How many lines are kept. */
const KEPT_LINES = 200

/** What stands where a secret stood. */
const HIDDEN = '[hidden]'

/** A log in which none of `secrets` is ever kept. */
export function createProcessLog(secrets: readonly string[], changed: () => void): ProcessLog {
  const lines: string[] = []
  function add(line: string): void {
    lines.push(secrets.reduce((safe, secret) => safe.replaceAll(secret, HIDDEN), line))
    if (lines.length > KEPT_LINES) lines.shift()
    changed()
  }
  return {
    lines: () => lines,
    add,
    follow(stream) {
      if (stream) createInterface(stream).on('line', add)
    },
  }
}
