import { expect } from 'vitest'
import { deliverRaw, lastDelivered } from './raw-delivery.ts'
import { settle } from './slack-calls.ts'
import { story } from './story.ts'
import { cardsIn, NUMBER, notify, untilSent } from './thread.ts'

story('a command that is delivered twice is answered alike, and sends once, also a day later', async (world) => {
  await notify(world, `${NUMBER} The server room is flooding`)
  await untilSent(world, 1)
  const delivery = lastDelivered(world, '/notify')
  const saved = { text: expect.stringMatching(/^⏳ Saved, and on its way: SMS/) }
  expect(await deliverRaw(world, delivery)).toMatchObject(saved)
  await world.advance(86_400)
  expect(await deliverRaw(world, delivery)).toMatchObject(saved)
  await settle(world)
  expect(world.phones.messages()).toHaveLength(1)
  expect(cardsIn(world)).toHaveLength(1)
})
