import { expect } from 'vitest'
import { story } from './story.ts'
import { ADA, CHAIN, cardText, NUMBER, notify, threadOf, untilCard, untilTold } from './thread.ts'
import type { World } from './world.ts'

const HOSTED = { isHosted: true } as const

/** The uuid of the workflow that was submitted. */
async function untilSubmitted(world: World): Promise<string> {
  await world.hosted.until(() => world.hosted.workflows().length === 1)
  const [workflow] = world.hosted.workflows()
  if (!workflow) throw new Error('no workflow was created')
  return workflow.workflowUuid
}

story(
  'a hosted workflow that ends in error calls the person who asked for it, and says what each message came to',
  async (world) => {
    await notify(world, CHAIN)
    const uuid = await untilSubmitted(world)
    await world.hosted.sendStatus(uuid, 0, 'rejected', { error: { code: 1340, reason: 'Outside of the window' } })
    await world.hosted.sendStatus(uuid, 1, 'undeliverable')
    await world.hosted.sendFinalReport(uuid, 'error')
    await untilTold(world, /Not reached/)
    expect(threadOf(world)).toEqual([
      expect.stringMatching(/^❌ \*Messenger\* failed: .*Outside of the window/),
      expect.stringMatching(/^❌ \*SMS\* failed: .*Not part of the provider network/),
      `⚠️ <@${ADA}> *Not reached*: the Workflows API reported an error`,
    ])
    await untilCard(world, /Not reached/)
  },
  HOSTED,
)

story(
  'two SMS to one number are told apart in the thread by the order in which they were sent',
  async (world) => {
    await notify(world, `sms:${NUMBER},sms:${NUMBER} The server room is flooding`)
    const uuid = await untilSubmitted(world)
    await world.hosted.sendStatus(uuid, 0, 'rejected')
    await world.hosted.sendStatus(uuid, 1, 'delivered')
    await world.hosted.sendFinalReport(uuid, 'completed')
    await untilTold(world, /Done/)
    expect(threadOf(world)).toEqual([
      expect.stringMatching(/^❌ \*SMS \(message 1\)\* failed/),
      '📬 *SMS (message 2)*: delivered',
      '✅ *Done*',
    ])
    await untilCard(world, /Reached/)
    expect(cardText(world)).toContain('Failed')
  },
  HOSTED,
)
