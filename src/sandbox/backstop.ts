/**
 * Backstop in a sandbox: the real product as a process of its own, so that it can be killed. Its settings come by
 * environment, its time from its parent. This is the one place that starts the product with the mark of the sandbox,
 * which every workflow, event, receipt and card then bears.
 */
import { type App, startApp } from '../app.ts'
import { readConfig } from '../config.ts'
import { isSaid, type Order, type Question, type Report } from './backstop-protocol.ts'
import type { ClockBase } from './clock-base.ts'
import { createFollowingClock, type FollowingClock } from './following-clock.ts'

/** Real milliseconds that a stop in order may take. */
const STOP_LIMIT_MS = 5000

let clock: FollowingClock | undefined
let starting: Promise<App> | undefined

process.on('message', (message) => {
  if (!isSaid<Order>(message)) return
  if (message.type === 'clock') return keepTime(message.base)
  void answer(message.id, message.question)
})
// Ctrl+C reaches the whole group of processes; the sandbox ends this one by itself.
process.on('SIGINT', () => {})
process.once('SIGTERM', stop)
process.once('disconnect', stop)

function keepTime(base: ClockBase): void {
  if (clock) {
    clock.follow(base)
    void starting?.then(({ nudge }) => nudge())
    return
  }
  clock = createFollowingClock(base)
  starting = startApp(readConfig(process.env), { clock, sandbox: true })
  starting.then(({ url }) => tell({ type: 'ready', url }), fail)
}

async function answer(id: number, question: Question): Promise<void> {
  try {
    if (!starting) throw new Error('Backstop has not been started')
    tell({ type: 'answer', id, answer: await look(await starting, question) })
  } catch (error) {
    tell({ type: 'no answer', id, message: String(error) })
  }
}

async function look({ overview, lockDatabase }: App, question: Question): Promise<unknown> {
  switch (question.about) {
    case 'next deadline':
      return (await overview.nextDeadlineAt()) ?? null
    case 'workflows':
      return overview.workflows(question.limit)
    case 'lock database':
      await lockDatabase(question.forMs)
      return null
  }
}

function fail(error: unknown): void {
  const { code, port, message = String(error) } = error as { code?: string; port?: number; message?: string }
  const where = { ...(code === undefined ? {} : { code }), ...(port === undefined ? {} : { port }) }
  process.send?.({ type: 'failed', message, ...where } satisfies Report, () => process.exit(1))
}

async function stop(): Promise<void> {
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
  const app = await starting?.catch(() => undefined)
  await app?.stop()
  process.exit(app ? 0 : 1)
}

function tell(report: Report): void {
  if (process.connected) process.send?.(report)
}
