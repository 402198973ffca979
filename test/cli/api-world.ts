import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { type Ran, type RunOptions, runCli } from './run-cli.ts'
import { type StrictApi, startStrictApi } from './strict-api.ts'

/** A strict API and a folder of its own for each test, and the command line that knows both. */
export interface ApiWorld {
  api: StrictApi
  folder: string
  cli: (typed: readonly string[], options?: RunOptions) => Promise<Ran>
  /** Sets what is answered, in this order. */
  answering: (...answers: [number, unknown][]) => void
}

/** Gives the tests of a file their world, which is new for each of them. */
export function useApiWorld(): ApiWorld {
  let api: StrictApi
  let folder: string
  beforeEach(async () => {
    api = await startStrictApi()
    folder = mkdtempSync(join(tmpdir(), 'backstop-cli-'))
  })
  afterEach(async () => {
    await api.stop(0)
    rmSync(folder, { recursive: true })
  })
  return {
    get api() {
      return api
    },
    get folder() {
      return folder
    },
    cli: (typed, options = {}) => runCli(typed, { environment: api.environment, folder, ...options }),
    answering(...answers) {
      api.answers = answers.map(([status, body]) => ({ status, body }))
    },
  }
}
