import type { InboundMessage } from '../../failover/inbound-message.ts'
import type { LintCircumstances } from '../../failover/lint.ts'
import type { Senders } from '../notify-text.ts'

/** What is known while a form is shown, besides what is in it. */
export interface FormCircumstances extends LintCircumstances {
  /** The channels that are set up. */
  senders: Senders
  isSandbox: boolean
  /** Who wrote lately on Messenger, the newest first. */
  writers: readonly InboundMessage[]
  /** What is asked at the form's top before the same is sent again. */
  question?: string
}
