import type { ShowOutcome } from '../bot/card-ports.ts'
import { callSlack } from './call-outcome.ts'
import type { WebClients } from './web-clients.ts'

/** Asks Slack once whether the bot's token is good; that Slack can't be reached doesn't make it bad. */
export async function checkToken({ interactive }: WebClients): Promise<ShowOutcome<void>> {
  return callSlack(async () => {
    await interactive.auth.test()
  })
}
