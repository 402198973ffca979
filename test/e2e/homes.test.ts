import { afterAll, beforeAll, expect } from 'vitest'
import { createPostgresDatabase, type PostgresDatabase } from '../postgres/database.ts'
import { story } from './story.ts'
import { CHAIN, notify, sentUuid, threadOf, untilCard, untilTold } from './thread.ts'
import type { World } from './world.ts'

let postgres: PostgresDatabase

beforeAll(async () => {
  postgres = await createPostgresDatabase()
})

afterAll(() => postgres.drop())

async function tellMainStory(world: World): Promise<void> {
  await notify(world, CHAIN)
  await untilTold(world, /Messenger\* sent/)
  await world.stopApp()
  await world.startApp()
  await world.phones.deliver(sentUuid(world, 0))
  await untilTold(world, /Messenger\*: delivered/)
  await world.advance(600)
  // The receipt may overtake the API's answer, which would be another story.
  await untilTold(world, /SMS\* sent/)
  await world.phones.deliver(sentUuid(world, 1))
  await untilTold(world, /Done/)
  await untilCard(world, /Reached/)
  expect(threadOf(world)).toEqual([
    expect.stringMatching(/^📤 \*Messenger\* sent: 10 min to be read, until/),
    '📬 *Messenger*: delivered',
    '⏰ *Messenger* not read in 10 min: sending *SMS*',
    '📤 *SMS* sent',
    '📬 *SMS*: delivered',
    '✅ *Done*: delivered on SMS',
  ])
}

story('the main story is the same over PostgreSQL', tellMainStory, { databaseUrl: () => postgres.url })

story('the main story is the same in Socket Mode', tellMainStory, { receiver: 'socket' })
