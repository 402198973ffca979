import type { types } from '@slack/bolt'
import type { PastPrice, PastPrices } from '../bot/ports.ts'
import type { Channel } from '../failover/channel.ts'
import { simulate } from '../failover/simulate.ts'
import type { TimeLimits, WorkflowMessage } from '../failover/workflow.ts'
import { simulationView } from './views/simulation.ts'

/** What a valid plan would come to, with the prices of the past, as a view. Nothing is sent. */
export async function simulatePlan(
  messages: readonly WorkflowMessage[],
  { prices, limits }: { prices: PastPrices; limits: TimeLimits },
): Promise<types.ModalView> {
  const known = new Map<Channel, PastPrice | undefined>()
  for (const channel of new Set(messages.map((message) => message.channel))) {
    known.set(channel, await prices.latest(channel))
  }
  return simulationView(messages, simulate(messages, { limits, priceOf: ({ channel }) => known.get(channel) }))
}
