import { expect } from 'vitest'
import { readRows } from './rows.ts'
import { story } from './story.ts'
import { CHAIN, cardIn, cardText, NUMBER, notify, PSID, sentUuid, untilCard, untilSent, untilTold } from './thread.ts'

const TEXT = 'The server room is flooding'

story(
  'no address is in a log line, in metadata or in what Slack shows, and no text in log lines or metadata',
  async (world) => {
    await notify(world, CHAIN)
    await untilTold(world, /Messenger\* sent/)
    await notify(world, `${NUMBER}1 ${TEXT}`)
    await notify(world, `pigeon:${NUMBER} ${TEXT}`)
    await untilSent(world, 2)
    await world.phones.send(sentUuid(world, 0), 'read', { forged: true })
    await world.phones.reject(sentUuid(world, 0), { code: '1320' })
    await untilSent(world, 3)
    await world.phones.deliver(sentUuid(world, 2))
    await world.slack.until(() => /Reached/.test(JSON.stringify(world.slack.messages('C0INCIDENTS'))))
    await world.stopApp()

    const logged = JSON.stringify(world.log.splice(0))
    const posts = world.slack.journal().filter((entry) => entry.kind === 'web_api')
    const metadata = JSON.stringify(posts.map((entry) => entry.arguments.metadata))
    const shown = JSON.stringify(posts.map((entry) => entry.arguments))
    expect(metadata).toContain('notification_id')
    expect(logged).toContain('a webhook was refused')
    for (const address of [NUMBER, PSID, NUMBER.slice(2)]) {
      expect(logged).not.toContain(address)
      expect(metadata).not.toContain(address)
      expect(shown).not.toContain(address)
    }
    expect(logged).not.toContain(TEXT)
    expect(metadata).not.toContain(TEXT)
    expect(cardIn(world)?.text).toMatch(/^Notification by /)
  },
  { logLevel: 'trace' },
)

story('every row, event and card of the sandbox bears its mark', async (world) => {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await world.phones.read(sentUuid(world, 0))
  await untilTold(world, /Done/)
  await untilCard(world, /Reached/)
  expect(cardText(world)).toContain('*SANDBOX*')
  for (const [table, rows] of Object.entries(await readRows(world))) {
    expect(rows.length, table).toBeGreaterThan(0)
    expect(new Set(rows.map(({ sandbox }) => sandbox)), table).toEqual(new Set([1]))
  }
})
