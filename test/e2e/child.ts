import { setTimeout as delay } from 'node:timers/promises'
import { startApp } from '../../src/app.ts'
import { readConfig } from '../../src/config.ts'
import { createLogger } from '../../src/logger.ts'
import { createFastClock } from './fast-clock.ts'

/**
 * The product as a process of its own, to be killed: all from its environment, on a fast clock. It says `ready` to its
 * parent; asked with a list of workflows, it says `ended` when all of them have.
 */
const clock = createFastClock(Number(process.env.CLOCK_STARTED_AT), Number(process.env.CLOCK_FACTOR))
const config = readConfig(process.env)
const app = await startApp(config, { clock, logger: createLogger(config.logLevel), sandbox: true })

/** Real milliseconds between two looks. */
const LOOK_EVERY_MS = 20

process.on('message', async (uuids: string[]) => {
  for (const uuid of uuids) {
    while (!(await app.engine.read(uuid))?.workflow.state.outcome) await delay(LOOK_EVERY_MS)
  }
  process.send?.('ended')
})
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
process.send?.('ready')
