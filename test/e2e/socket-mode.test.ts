import { expect } from 'vitest'
import { story } from './story.ts'
import { CHAIN, NUMBER, notify, sentUuid, threadOf, untilCard, untilSent, untilTold } from './thread.ts'

/** Real milliseconds; the client waits about five seconds before it connects again. */
const RECONNECT_TIMEOUT_MS = 20_000

for (const reason of ['refresh_requested', 'warning'] as const) {
  story(
    `a connection that Slack ends (${reason}) loses nothing that was saved, and the next one takes commands`,
    async (world) => {
      await notify(world, CHAIN)
      await untilTold(world, /Messenger\* sent/)
      world.slack.disconnectSockets(reason)
      await world.phones.deliver(sentUuid(world, 0))
      await world.advance(601)
      await untilSent(world, 2)
      await world.phones.deliver(sentUuid(world, 1))
      await untilCard(world, /Reached/)
      expect(threadOf(world).at(-1)).toBe('✅ *Done*: delivered on SMS')
      await world.slack.until(() => world.slack.socketCount() === 1, { timeoutMs: RECONNECT_TIMEOUT_MS })
      expect(await notify(world, `${NUMBER} Are you there?`)).toEqual({ delivery: 'acked' })
      await untilSent(world, 3)
      await untilCard(world, /Are you there\?/)
    },
    { receiver: 'socket', timeoutMs: 2 * RECONNECT_TIMEOUT_MS },
  )
}
