import type { types } from '@slack/bolt'
import { hasEnded, type Notification } from '../../bot/notification.ts'
import type { Progress } from '../../failover/progress.ts'
import { shortIdOf } from '../short-id.ts'
import {
  againButtonWords,
  type ButtonWords,
  type ConfirmWords,
  cancelButtonWords,
  detailsButtonWords,
  skipButtonWords,
} from '../words/card-buttons.ts'

/** The action of *Cancel*; its value is the notification's id, as that of all but *Send next now*. */
export const CANCEL_ACTION = 'cancel_notification'

/** The action of *Send next now*; its value is `skipValue`. */
export const SKIP_ACTION = 'skip_message'

/** The action of *Send again*. */
export const AGAIN_ACTION = 'send_again'

/** The action of *Details*. */
export const DETAILS_ACTION = 'show_details'

/** Names the message that a click on *Send next now* skips, so that a second click does not skip another. */
export function skipValue(id: string, index: number): string {
  return `${id}:${index}`
}

/** What a click on *Send next now* is about. */
export function readSkipValue(value: string): { id: string; index: number } | undefined {
  const [, id, index] = /^([0-9a-f-]+):(\d{1,3})$/.exec(value) ?? []
  return id === undefined ? undefined : { id, index: Number(index) }
}

/** The buttons that have a use at the moment. @param canControl whether the API can cancel and skip */
export function cardButtons(notification: Notification, shown: Progress, canControl: boolean): types.ActionsBlock[] {
  const { id, messages } = notification
  const shortId = shortIdOf(id)
  const isControlled = canControl && isRunning(notification, shown)
  const buttons = [
    ...(isControlled && isSkippable(notification, shown)
      ? [button(SKIP_ACTION, skipValue(id, shown.current), skipButtonWords(shortId, shown.current, messages))]
      : []),
    ...(hasEnded(notification, shown) ? [button(AGAIN_ACTION, id, againButtonWords(shortId))] : []),
    ...(isTellable(notification) ? [button(DETAILS_ACTION, id, detailsButtonWords(shortId))] : []),
    ...(isControlled || isWithdrawable(notification)
      ? [{ ...button(CANCEL_ACTION, id, cancelButtonWords(shortId)), style: 'danger' as const }]
      : []),
  ]
  return buttons.length === 0 ? [] : [{ type: 'actions', elements: buttons }]
}

function isRunning({ submission }: Notification, { outcome, cancelledBy }: Progress): boolean {
  return submission === 'created' && !outcome && cancelledBy === undefined
}

/** Whether it can be cancelled whoever runs the workflow, since nobody does yet. */
function isWithdrawable({ submission }: Notification): boolean {
  return submission === 'saved'
}

/** Whether it only waits for the current message, which is not the last; one that is being handed over is not waited for. */
function isSkippable({ messages }: Notification, { current, messages: made, hold }: Progress): boolean {
  const message = made[current]
  if (!message || current >= messages.length - 1 || hold) return false
  return message.deadlineAt !== undefined || message.stage === 'postponed'
}

/** Whether anything is known but what the card says already: that it was handed over, or why it was not. */
function isTellable({ refusal, submission }: Notification): boolean {
  return refusal !== undefined || (submission !== 'saved' && submission !== 'submitting')
}

function button(actionId: string, value: string, words: ButtonWords & { asks?: ConfirmWords }): types.Button {
  const { label, accessibilityLabel, asks } = words
  const isDangerous = actionId === CANCEL_ACTION
  return {
    type: 'button',
    action_id: actionId,
    value,
    text: plain(label),
    accessibility_label: accessibilityLabel,
    ...(asks
      ? {
          confirm: {
            title: plain(asks.title),
            text: plain(asks.text),
            confirm: plain(asks.confirm),
            deny: plain(asks.deny),
            ...(isDangerous ? { style: 'danger' as const } : {}),
          },
        }
      : {}),
  }
}

function plain(text: string): types.PlainTextElement {
  return { type: 'plain_text', text }
}
