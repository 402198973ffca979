import type { CallPermits } from '../bot/card-ports.ts'
import type { Clock } from '../clock.ts'
import { heldUntil, holdBudget, type Rate, readAllowance, takeTokens } from './budgets.ts'
import type { Connection, Database } from './database.ts'

/** A rate of calls; where `heldWith` is set, a hold of one that has the same holds them all. */
export type CallRate = Rate & { heldWith?: string }

/** Keeps the permits for calls to Slack, which all replicas share. */
export function createCallPermits(
  database: Database,
  { clock, rateOf }: { clock: Clock; rateOf: (budget: string) => CallRate },
): CallPermits {
  const { kysely, kind } = database
  return {
    take: (budget, urgency) =>
      kysely.transaction().execute(async (transaction) => {
        const now = clock.now()
        const rate = rateOf(budget)
        const { tokens } = await readAllowance(transaction, kind, rate, now)
        if (tokens < 1 || now < (await sharedHold(transaction, rate))) return false
        const before = transaction.selectFrom('notifications').select('id').where('waits_for', '=', budget)
        if (await before.where('urgency', '>=', urgency).limit(1).executeTakeFirst()) return false
        await takeTokens(transaction, rate, 1, now)
        return true
      }),

    async hold(budget, until) {
      const { heldWith } = rateOf(budget)
      if (heldWith !== undefined) await holdBudget(database, heldWith, until)
      await holdBudget(database, budget, until)
    },

    heldUntil: (budget) => sharedHold(kysely, rateOf(budget)),
  }
}

async function sharedHold(connection: Connection, { heldWith }: CallRate): Promise<number> {
  return heldWith === undefined ? 0 : heldUntil(connection, heldWith)
}
