import { expect } from 'vitest'
import type { SlackConversation } from '../../src/sandbox/slack/model.ts'
import { advanceAndSettle, callsOf, type SlackCall, settle } from './slack-calls.ts'
import { story } from './story.ts'
import { ADA, cardsIn, NUMBER } from './thread.ts'
import type { World } from './world.ts'

const NOTIFICATIONS = 500

/** When each message arrives, after it was accepted. */
const DELIVERED_AFTER_S = 60

/** Business seconds of a step while all is posted, and of one in which only updates wait for their budget. */
const STEP_S = { posting: 2, updating: 4 }

/** When only updates are left, in business seconds. */
const POSTED_AFTER_S = 140

/** How much of a chance the product gets in each of the many steps: requests to it. */
const CHANCE_REQUESTS = 4

/** After how many seconds at most a card shows its end: an update for each, 45 a minute, held for 30 s. Measured: 472. */
const OLDEST_CARD_S = 12 * 60

const CONVERSATIONS = Array.from({ length: 20 }, (_, i): SlackConversation => {
  const id = `C0MANY${String(i).padStart(2, '0')}`
  return { id, name: `many-${i}`, kind: 'public', memberIds: [ADA, 'U0BACKSTOP'], isArchived: false }
})

const seconds = (ms: number) => ms / 1000

story(
  `${NOTIFICATIONS} notifications at once are all shown to their end, and Slack has to refuse no call by itself`,
  async (world) => {
    world.phones.setBehaviour(NUMBER, { deliver: { afterMs: DELIVERED_AFTER_S * 1000 } })
    for (let count = 0; count < NOTIFICATIONS; count += 1) await notifyIn(world, count)
    await settle(world)
    const endsBy = world.now() + DELIVERED_AFTER_S * 1000
    await advanceBy(world, POSTED_AFTER_S, STEP_S.posting)
    world.slack.fault({ method: 'chat.update', httpStatus: 429, retryAfterSeconds: 30 })
    await advanceBy(world, OLDEST_CARD_S + DELIVERED_AFTER_S - POSTED_AFTER_S, STEP_S.updating)
    expect(areAllShown(world)).toBe(true)

    const [posts, updates] = [callsOf(world, 'chat.postMessage'), callsOf(world, 'chat.update')]
    const refused = [...posts, ...updates].filter(({ httpStatus }) => httpStatus === 429)
    expect(refused).toHaveLength(1)
    const refusedAt = refused[0]?.at ?? 0
    expect(updates.filter(({ at }) => at > refusedAt && at < refusedAt + 30_000)).toEqual([])

    const oldest = Math.max(...[...posts, ...updates].map(({ at }) => at)) - endsBy
    expect(seconds(oldest)).toBeLessThan(OLDEST_CARD_S)
    expectFewCalls(posts, updates)
    expectFreshnessSaid(world)
  },
  { hasRateLimits: true, conversations: CONVERSATIONS, messagesPerSecond: 1000, isInMemory: true, timeoutMs: 120_000 },
)

async function notifyIn({ slack }: World, count: number): Promise<void> {
  const conversationId = CONVERSATIONS[count % CONVERSATIONS.length]?.id ?? ''
  const text = `/notify ${NUMBER} Flood ${count}`
  expect(await slack.typeCommand({ userId: ADA, conversationId, text })).toEqual({ delivery: 'acked' })
}

/** Moves time on in steps, until all is shown. */
async function advanceBy(world: World, total: number, step: number): Promise<void> {
  for (let s = 0; s < total; s += step) {
    await advanceAndSettle(world, step, CHANCE_REQUESTS)
    if (s % 20 === 0 && areAllShown(world)) return
  }
}

/** Whether each card, and its thread, says that its message has arrived. */
function areAllShown(world: World): boolean {
  const cards = CONVERSATIONS.flatMap(({ id }) => cardsIn(world, id))
  const shown = cards.filter(
    ({ blocks, replies }) =>
      JSON.stringify(blocks).includes('*Reached*') && replies.some(({ text }) => text.includes('Done')),
  )
  return shown.length === NOTIFICATIONS
}

/** One post, one reply for each coalesced change (it was sent; it arrived, which ends it), one update for each reply. */
function expectFewCalls(posts: SlackCall[], updates: SlackCall[]): void {
  const cards = posts.filter(({ threadTs }) => threadTs === undefined)
  expect(cards).toHaveLength(NOTIFICATIONS)
  expect(new Set(cards.map(({ notificationId }) => notificationId)).size).toBe(NOTIFICATIONS)
  for (const card of cards) {
    const replies = posts.filter(({ threadTs }) => threadTs === card.ts)
    const edits = updates.filter(({ ts, httpStatus }) => ts === card.ts && httpStatus === 200)
    expect(replies.length).toBeLessThanOrEqual(2)
    expect(edits.length).toBeLessThanOrEqual(replies.length)
  }
}

/** A card says from when it is what it shows, unless that is its end. */
function expectFreshnessSaid({ slack }: World): void {
  const cards = slack.journal().flatMap((entry) => {
    if (entry.kind !== 'web_api' || entry.httpStatus !== 200 || entry.arguments.thread_ts !== undefined) return []
    const isCard = entry.method === 'chat.postMessage' || entry.method === 'chat.update'
    return isCard ? [JSON.stringify(entry.arguments.blocks)] : []
  })
  expect(cards.length).toBeGreaterThan(NOTIFICATIONS)
  for (const said of cards) expect(/as of <!date/.test(said)).toBe(!said.includes('*Reached*'))
}
