import { NO_ANSWER } from './bot/notification.ts'
import type { BotAlerts } from './bot/ports.ts'
import type { Alerts } from './engine/ports.ts'
import type { Logger } from './logger.ts'
import { UNREADABLE } from './slack/installations.ts'
import type { ListenerAlerts } from './slack/listeners/lost-answers.ts'
import type { WebhookDependencies } from './webhooks/receive.ts'
import type { CallbackAlerts } from './workflows-api/callback-delivery.ts'

/** What an operator must hear of, as lines in the log that say what to do. */
export function createAlerts(
  logger: Logger,
): Alerts & BotAlerts & CallbackAlerts & ListenerAlerts & WebhookDependencies['alerts'] {
  return {
    sendingHeld: ({ reason, failure, workflowUuid }) =>
      logger.error(
        { reason, title: failure.title, workflowUuid },
        reason === 'credit'
          ? 'sending is on hold: the account is out of credit; top it up'
          : 'sending is on hold: the Messages API refuses our credentials; check the VONAGE_ settings',
      ),
    receiptParked: (details) => logger.error(details, 'a receipt could not be applied and is kept aside'),
    lockedOut: (details) =>
      logger.error(
        details,
        details.error === UNREADABLE
          ? 'a workspace’s token can not be decrypted; check ENCRYPTION_KEY, or install again. Messages go out, cards wait'
          : 'Slack refuses the bot; check SLACK_BOT_TOKEN and its scopes. Messages go out, cards wait',
      ),
    cardGivenUp: (details) =>
      logger.warn(
        details,
        details.error === NO_ANSWER
          ? 'Slack gave no answer to a card or a reply, again and again; it may be shown, and the message goes its way'
          : 'Slack refuses a card or a reply for good; the message goes its way',
      ),
    stepGivenUp: (details) =>
      logger.warn(details, 'Slack takes no end of a workflow step for good; the message went its way'),
    answerLost: (details) =>
      logger.warn(
        details,
        'an answer in Slack did not arrive, and who asked sees nothing; if Slack refuses it, check the bot’s token and scopes',
      ),
    callbackDropped: (details) =>
      logger.error(
        details,
        'a callback to an API client is given up: refused, or not answered for 24 h; check its callback address',
      ),
    webhookRefused: ({ verdict }) =>
      logger.warn({ verdict }, 'a webhook was refused; if it was the vendor, check VONAGE_SIGNATURE_SECRET'),
    webhookNotUnderstood: (details) =>
      logger.error(details, 'a signed webhook was not understood; it is kept in the table receipts'),
  }
}
