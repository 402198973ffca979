import type { LintCircumstances } from '../../failover/lint.ts'
import type { Senders } from '../notify-text.ts'

/** What is known while a form is shown, besides what is in it. */
export interface FormCircumstances extends LintCircumstances {
  /** The channels that are set up. */
  senders: Senders
  isSandbox: boolean
  /** Who wrote lately on Messenger, as a line in mrkdwn; absent where nobody did, or nobody is to be named. */
  writers?: string
  /** What is asked at the form's top before the same is sent again. */
  question?: string
  /** What is said at the form's top until it is shown anew. */
  notice?: string
}
