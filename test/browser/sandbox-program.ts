import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { freePort } from '../e2e/free-port.ts'

/** The sandbox as a newcomer starts it. */
export interface SandboxProgram {
  pageUrl: string
  appUrl: string
  stop(): Promise<void>
}

/** Starts it, and resolves when it says where its page is. @throws Error with its words when it ends before. */
export async function startSandboxProgram(): Promise<SandboxProgram> {
  const [port, appPort] = [await freePort(), await freePort()]
  const entry = ['--disable-warning=ExperimentalWarning', 'src/sandbox/main.ts']
  const child = spawn(process.execPath, [...entry, '--port', `${port}`, '--app-port', `${appPort}`])
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await untilOpen(child)
  return {
    pageUrl: `http://127.0.0.1:${port}/`,
    appUrl: `http://127.0.0.1:${appPort}`,
    async stop() {
      child.kill('SIGTERM')
      await ended
    },
  }
}

async function untilOpen(child: ChildProcess): Promise<void> {
  const said: string[] = []
  child.stderr?.on('data', (data) => said.push(String(data)))
  if (!child.stdout) throw new Error('the sandbox has no output')
  for await (const line of createInterface(child.stdout)) {
    if (line.includes('Open http')) return
  }
  throw new Error(`the sandbox ended: ${said.join('')}`)
}
