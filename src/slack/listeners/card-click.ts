import type { App, BlockAction, ButtonAction } from '@slack/bolt'
import type { Viewer } from '../../bot/bot.ts'
import type { ReportBug } from '../../bugs.ts'
import type { CardContent } from '../blocks/card.ts'
import { teamOf } from '../team-of.ts'

/** A click on one of a card's buttons. */
export interface CardClick {
  /** Who clicked, and where: in a thread only where the card is a reply in one. */
  viewer: Viewer & { threadTs?: string }
  /** The button's value. */
  value: string
  /** Taken by Slack for 3 s, once. */
  triggerId: string
}

/** What is said to who clicked, and to nobody else. */
export type ClickAnswer = { text: string; blocks?: CardContent['blocks'] } | undefined

/** A button of the card. */
export interface CardButton {
  actionId: string
  /** Where a bug was met, for the log. */
  where: string
  /** What is said of a bug. */
  failed: (reference: string) => string
  /** Whether it saves something, before Slack is told that the click has arrived; all else is told first, in its 3 s. */
  commits: boolean
  handle(click: CardClick): Promise<ClickAnswer>
}

/** Answers the clicks on a button of the card: to who clicked, in the thread where the card stands in one. */
export function registerCardButton(
  app: App,
  { actionId, where, failed, commits, handle }: CardButton,
  reportBug: ReportBug,
): void {
  app.action<BlockAction<ButtonAction>>({ type: 'block_actions', action_id: actionId }, async (click) => {
    const { ack, body, respond } = click
    if (!commits) await ack()
    const answer = await answerOf(click)
    if (commits) await ack()
    if (!answer) return
    const { threadTs } = threadOf(body)
    const place = threadTs === undefined ? {} : { thread_ts: threadTs }
    await respond({ response_type: 'ephemeral', replace_original: false, ...answer, ...place })
  })

  async function answerOf({ action, body }: { action: ButtonAction; body: BlockAction }): Promise<ClickAnswer> {
    try {
      const teamId = teamOf(body)
      const viewer = { teamId, userId: body.user.id, conversationId: body.channel?.id ?? '', ...threadOf(body) }
      return await handle({ viewer, value: action.value ?? '', triggerId: body.trigger_id })
    } catch (error) {
      return { text: failed(reportBug(error, where)) }
    }
  }
}

/** The thread that the card is a reply in; that which it begins itself is none. */
function threadOf({ container }: BlockAction): { threadTs?: string } {
  const { thread_ts: threadTs, message_ts: ts }: { thread_ts?: unknown; message_ts?: unknown } = container
  return typeof threadTs === 'string' && threadTs !== ts ? { threadTs } : {}
}
