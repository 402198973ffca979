import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { isSaid, type Order, type Question, type Report } from './backstop-protocol.ts'
import { createChangeListeners } from './change-listeners.ts'
import { machineMs } from './clock-base.ts'
import { createOpenQuestions } from './open-questions.ts'
import { createProcessLog } from './process-log.ts'
import type { SandboxClock } from './sandbox-clock.ts'

/** Backstop as a process that can be killed, and started again on the same database. Orders are obeyed in turn. */
export interface BackstopProcess {
  /** Resolves when it listens. @throws BackstopFailure when it can't start. Does nothing while it runs. */
  start(): Promise<void>
  /** Ends it as a power cut does (SIGKILL): no handler of its own runs. */
  kill(): Promise<void>
  /** Kills it, and starts it again. */
  restart(): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
  /** @throws Error while it is down, or when it ends before it has answered. */
  ask(question: Question): Promise<unknown>
  state(): BackstopState
  onChange(listener: () => void): () => void
}

/** How a process ended: by itself with a code, or by a signal. */
export interface Exit {
  code: number | null
  signal: string | null
}

/** How Backstop is. */
export interface BackstopState {
  status: 'starting' | 'running' | 'down'
  pid?: number
  /** How often it was started. */
  starts: number
  /** How it ended last. */
  exit?: Exit
  /** Since when it is down: business time, and for how many real milliseconds. */
  downSinceAt?: number
  downForMs?: number
  /** The last 200 lines that it wrote, of all starts, without secrets. */
  log: readonly string[]
}

/** Why Backstop could not start; `port` where that was taken. */
export class BackstopFailure extends Error {
  override name = 'BackstopFailure'
  readonly port: number | undefined
  constructor(message: string, port?: number) {
    super(message)
    this.port = port
  }
}

const FLAGS = ['--disable-warning=ExperimentalWarning']
const ENTRY = fileURLToPath(new URL('./backstop.ts', import.meta.url))

/** Makes the supervisor; nothing runs before `start`. */
export function createBackstopProcess(options: {
  environment: Record<string, string>
  clock: SandboxClock
  /** What must not be kept of its output. */
  secrets: readonly string[]
}): BackstopProcess {
  const { environment, clock } = options
  const { changed, onChange } = createChangeListeners()
  const log = createProcessLog(options.secrets, changed)
  let child: ChildProcess | undefined
  let status: BackstopState['status'] = 'down'
  let starts = 0
  let end: { exit: Exit; at: number; realMs: number } | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const order = (said: Order) => void (child?.connected && child.send(said, () => {}))
  const questions = createOpenQuestions(order)
  clock.onChange(() => order({ type: 'clock', base: clock.base() }))

  async function start(): Promise<void> {
    if (child) return
    status = 'starting'
    starts += 1
    child = fork(ENTRY, { env: environment, execArgv: FLAGS, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
    log.follow(child.stdout)
    log.follow(child.stderr)
    // Not `exit`: what it said last, and why, may still be on its way then.
    child.once('close', (code, signal) => noteEnd({ code, signal }))
    child.on('message', (message) => {
      if (isSaid<Report>(message) && 'id' in message) questions.settle(message)
    })
    order({ type: 'clock', base: clock.base() })
    changed()
    const closed = once(child, 'close')
    try {
      await untilReady(child)
    } catch (error) {
      log.add(String(error))
      await closed
      throw error
    }
    status = 'running'
    changed()
  }

  function noteEnd(exit: Exit): void {
    child = undefined
    status = 'down'
    end = { exit, at: clock.now(), realMs: machineMs() }
    questions.dropAll('Backstop ended before it had answered')
    log.add(`— Backstop ended (${exit.signal ?? exit.code}) —`)
  }

  async function endBy(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!child) return
    const closed = once(child, 'close')
    child.kill(signal)
    await closed
  }

  function inTurn(act: () => Promise<void>): Promise<void> {
    const done = turn.then(act)
    turn = done.catch(() => {})
    return done
  }

  return {
    start: () => inTurn(start),
    kill: () => inTurn(() => endBy('SIGKILL')),
    restart: () => inTurn(() => endBy('SIGKILL').then(start)),
    stop: () => inTurn(() => endBy('SIGTERM')),
    ask: (question) =>
      status === 'running' ? questions.ask(question) : Promise.reject(new Error('Backstop is not running')),
    state: () => ({
      status,
      ...(child?.pid === undefined ? {} : { pid: child.pid }),
      starts,
      ...(end ? { exit: end.exit } : {}),
      ...(end && status !== 'running' ? { downSinceAt: end.at, downForMs: Math.round(machineMs() - end.realMs) } : {}),
      log: log.lines(),
    }),
    onChange,
  }
}

/** Resolves when it listens. @throws BackstopFailure */
function untilReady(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      if (!isSaid<Report>(message)) return
      if (message.type === 'ready') resolve()
      if (message.type === 'failed') reject(new BackstopFailure(message.message, takenPort(message)))
    })
    child.once('error', (error) => reject(new BackstopFailure(error.message)))
    child.once('close', (code, signal) => {
      reject(new BackstopFailure(`Backstop ended (${signal ?? code}) before it listened`))
    })
  })
}

function takenPort({ code, port }: { code?: string; port?: number }): number | undefined {
  return code === 'EADDRINUSE' ? port : undefined
}
