import type { Bot, NotificationList } from '../../bot/bot.ts'
import type { InboundMessages, PastPrices } from '../../bot/ports.ts'
import type { ReportBug } from '../../bugs.ts'
import type { Clock } from '../../clock.ts'
import type { TimeLimits } from '../../failover/workflow.ts'
import type { Senders } from '../notify-text.ts'
import type { SetupHealth } from '../views/home.ts'
import type { ClientsOf } from '../web-clients.ts'
import type { ListenerAlerts } from './lost-answers.ts'

/** What every listener works with. */
export interface ListenerDependencies {
  bot: Bot
  list: NotificationList
  /** Who can be answered on Messenger and WhatsApp. */
  inbound: Pick<InboundMessages, 'latestFrom' | 'recentWriters'>
  clientsOf: ClientsOf
  senders: Senders
  reportBug: ReportBug
  alerts: ListenerAlerts
  isSandbox: boolean
  /** What a simulation reckons with. */
  prices: PastPrices
  limits: TimeLimits
  clock: Clock
  health: () => Promise<SetupHealth>
}
