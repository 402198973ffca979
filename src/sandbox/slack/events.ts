import type { Deliver, Delivered } from './delivery.ts'
import type { EventRetry } from './http-delivery.ts'
import type { JsonObject } from './json.ts'
import type { ActionOutcome } from './model.ts'
import { eventPayload } from './payloads.ts'
import type { Workspace } from './workspace.ts'

/** Events to the app, which are repeated where it doesn't take them. */
export interface Events {
  /** Delivers an event that the app has subscribed to; resolves after the first attempt, and the retry at once. */
  send(event: JsonObject): Promise<ActionOutcome>
  /** Makes each later retry that is due. */
  runDue(): Promise<void>
}

/**
 * Business milliseconds from a failed attempt to the next; after these Slack gives up. Source: Slack, "Events API:
 * retries": nearly immediately, after 1 minute, after 5 minutes.
 */
const RETRY_AFTER_MS = [0, 60_000, 300_000]

/** Sends the events named in `subscribed` (`message.im` for a message in a direct message). */
export function createEvents(parts: { workspace: Workspace; deliver: Deliver; subscribed: readonly string[] }): Events {
  const { workspace, deliver } = parts
  let waiting: { at: number; run: () => Promise<void> }[] = []

  /** The first attempt, or retry number `number`. */
  async function attempt(payload: JsonObject, retry?: EventRetry): Promise<Delivered> {
    const delivered = await deliver({ envelope: 'events_api', payload, ...(retry ? { retry } : {}) })
    if (delivered.status === 'acked' || delivered.noRetry) return delivered
    const number = (retry?.number ?? 0) + 1
    const afterMs = RETRY_AFTER_MS[number - 1]
    if (afterMs === undefined) return delivered
    const again = { number, reason: reasonOf(delivered) }
    if (afterMs === 0) return attempt(payload, again)
    const run = async () => void (await attempt(payload, again))
    waiting.push({ at: workspace.now() + afterMs, run })
    return delivered
  }

  return {
    async send(event) {
      const name = event.type === 'message' ? `message.${String(event.channel_type)}` : String(event.type)
      if (!parts.subscribed.includes(name)) return { delivery: 'none' }
      const seconds = Math.floor(workspace.now() / 1000)
      const { status } = await attempt(eventPayload(event, workspace.nextId('Ev'), seconds))
      return { delivery: status }
    },
    async runDue() {
      const due = waiting.filter(({ at }) => at <= workspace.now())
      waiting = waiting.filter((one) => !due.includes(one))
      await Promise.all(due.map(({ run }) => run()))
    },
  }
}

/** Source: Slack, "Events API: x-slack-retry-reason". */
function reasonOf({ status, detail }: Delivered): string {
  if (status === 'operation_timeout') return 'http_timeout'
  return detail?.startsWith('HTTP ') ? 'http_error' : 'connection_failed'
}
