import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

/** The product in a process of its own, which can be killed and started again. */
export interface ProductProcess {
  /** Resolves when it listens. */
  start(): Promise<void>
  /** Resolves as soon as it listens again, if it doesn't now. */
  running(): Promise<void>
  /** Ends it as a power cut does: no handler of its own runs. */
  kill(): Promise<void>
  /** Ends it in order. */
  stop(): Promise<void>
  /** Resolves when all these workflows have ended. */
  untilEnded(uuids: string[]): Promise<void>
}

export function createProductProcess(environment: Record<string, string>): ProductProcess {
  let child: ChildProcess | undefined
  let listening = Promise.withResolvers<void>()

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    listening = Promise.withResolvers()
    const exited = once(child, 'exit')
    child.kill(signal)
    await exited
  }

  return {
    async start() {
      child = fork(join(import.meta.dirname, 'child.ts'), {
        env: environment,
        execArgv: ['--disable-warning=ExperimentalWarning'],
        stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      })
      await said(child, 'ready')
      listening.resolve()
    },
    running: () => listening.promise,
    kill: () => end('SIGKILL'),
    stop: () => end('SIGTERM'),
    async untilEnded(uuids) {
      if (!child) throw new Error('the product is not running')
      const ended = said(child, 'ended')
      child.send(uuids)
      await ended
    },
  }
}

/** Resolves when the process says the word, rejects when it ends before. */
function said(child: ChildProcess, word: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const listen = (message: unknown) => {
      if (message !== word) return
      child.off('message', listen).off('exit', fail)
      resolve()
    }
    const fail = (code: number | null, signal: string | null) => {
      reject(new Error(`the product ended (${code ?? signal}) before it said ${word}`))
    }
    child.on('message', listen).once('exit', fail)
  })
}
