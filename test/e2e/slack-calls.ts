import { giveChance } from './thread.ts'
import type { World } from './world.ts'

/** A call that the product made to Slack, with the error it was answered if it was. */
export interface SlackCall {
  at: number
  conversationId: string
  /** Of a reply. */
  threadTs: string | undefined
  /** Of a post: which notification it is about. */
  notificationId: string | undefined
  /** The message that was posted or edited. */
  ts: string | undefined
  error: string | undefined
  httpStatus: number
}

/** The calls of a method, in order. */
export function callsOf({ slack }: World, method: string): SlackCall[] {
  return slack.journal().flatMap((entry) => {
    if (entry.kind !== 'web_api' || entry.method !== method) return []
    const { channel, thread_ts: threadTs, ts, metadata } = entry.arguments
    const id = /"notification_id":"([^"]+)"/.exec(JSON.stringify(metadata ?? ''))?.[1]
    return {
      at: entry.at,
      conversationId: String(channel),
      threadTs: threadTs === undefined ? undefined : String(threadTs),
      notificationId: id,
      ts: String(entry.answer.ts ?? ts),
      error: entry.answer.ok === true ? undefined : String(entry.answer.error),
      httpStatus: entry.httpStatus,
    }
  })
}

/** Moves business time on, and lets the product do all that it then does. */
export async function advanceAndSettle(world: World, seconds: number, requests?: number): Promise<void> {
  await world.advance(seconds)
  await settle(world, requests)
}

/** Resolves when the product calls Slack no more, after it had the chance to. @param requests how much of a chance */
export async function settle(world: World, requests?: number): Promise<void> {
  for (;;) {
    const before = world.slack.journal().length
    await giveChance(world, requests)
    if (world.slack.journal().length === before) return
  }
}
