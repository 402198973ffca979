import type { Bot, NotificationList } from '../../bot/bot.ts'
import type { ReportBug } from '../../bugs.ts'
import type { Clock } from '../../clock.ts'
import type { Senders } from '../notify-text.ts'
import type { ClientsOf } from '../web-clients.ts'

/** What every listener works with. */
export interface ListenerDependencies {
  bot: Bot
  list: NotificationList
  clientsOf: ClientsOf
  senders: Senders
  reportBug: ReportBug
  isSandbox: boolean
  clock: Clock
}
