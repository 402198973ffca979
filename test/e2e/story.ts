import { expect, onTestFailed, test } from 'vitest'
import { startWorld, type World, type WorldOptions } from './world.ts'

/**
 * A story with a world of its own. Whatever the product warns of must be expected: a story takes such lines out of
 * `world.log`, and what is left at its end fails it.
 */
export function story(
  name: string,
  tell: (world: World) => Promise<void>,
  { timeoutMs, ...options }: WorldOptions & { timeoutMs?: number } = {},
): void {
  test(name, { ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }) }, async () => {
    const world = await startWorld(options)
    onTestFailed(() => {
      console.error(
        `${world.slack.transcript()}\n\n${world.phones.transcript()}\n\n${JSON.stringify(world.log, null, 2)}`,
      )
    })
    try {
      await tell(world)
      expect(world.log).toEqual([])
    } finally {
      await world.stop()
    }
  })
}

/** Takes what was logged so far out of the log: level and message of each line, 40 being a warning, 50 an error. */
export function takeLog({ log }: World): string[] {
  return log.splice(0).map(({ level, msg }) => `${level} ${msg}`)
}
