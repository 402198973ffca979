import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { prepareNativeBinaries } from './native-binaries.ts'
import { findServerAccount, giveDirectoryTo } from './server-account.ts'
import { SERVER_SCRIPT } from './server-script.ts'

const START_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 10_000
const POLL_INTERVAL_MS = 20

/** A PostgreSQL server of this process: it ends, and its data with it, on `stop` or when this process dies. */
export type PostgresServer = { url: string; stop: () => Promise<void> }

/**
 * Starts an empty PostgreSQL server on a free loopback port and waits, at most 30 s, until it answers.
 * @throws Error with the server's own words when it ends early or never answers.
 */
export async function startPostgresServer(): Promise<PostgresServer> {
  const directory = await realpath(await mkdtemp(join(tmpdir(), 'backstop-postgres-')))
  try {
    const account = await findServerAccount()
    await giveDirectoryTo(account, directory)
    const programs = await prepareNativeBinaries(account, directory)
    const port = await findFreePort()
    const child = spawn('/bin/sh', ['-c', SERVER_SCRIPT, 'sh', directory, programs, String(port)], {
      ...account,
      cwd: directory,
      // Nothing of PGDATA, PGPORT and the like may reach the server.
      env: { PATH: process.env.PATH, LC_ALL: 'C' },
      stdio: ['pipe', 'ignore', 'pipe'],
      // Its own process group: Ctrl-C in the terminal reaches only us, and the tests can still finish with the database.
      detached: true,
    })
    await once(child, 'spawn')
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`
    await waitUntilItAnswers(child, url, join(directory, 'cluster'))
    return { url, stop: () => stopServer(child) }
  } catch (error) {
    await rm(directory, { recursive: true, force: true })
    throw error
  }
}

async function findFreePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  await once(listener, 'close')
  if (address === null || typeof address === 'string') throw new Error('A TCP listener has no port.')
  return address.port
}

async function waitUntilItAnswers(child: ChildProcess, url: string, dataDirectory: string): Promise<void> {
  let words = ''
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    words = (words + text).slice(-10_000)
  })
  let lastError: unknown
  const deadline = performance.now() + START_LIMIT_MS
  while (performance.now() < deadline && !hasEnded(child)) {
    try {
      if ((await askDataDirectory(url)) === dataDirectory) return
      lastError = new Error('Another server answers on this port.')
    } catch (error) {
      lastError = error
    }
    await delay(POLL_INTERVAL_MS)
  }
  await stopServer(child)
  throw new Error(`PostgreSQL for the tests did not start on ${url}. It said:\n${words.trim()}`, { cause: lastError })
}

async function askDataDirectory(url: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 })
  try {
    await client.connect()
    const { rows } = await client.query<{ data_directory: string }>('show data_directory')
    return rows[0]?.data_directory
  } finally {
    await client.end()
  }
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return
  const exited = once(child, 'exit')
  child.stdin?.end()
  const inTime = await Promise.race([exited.then(() => true), delay(STOP_LIMIT_MS, false, { ref: false })])
  if (inTime) return
  process.kill(-child.pid, 'SIGKILL')
  await exited
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}
