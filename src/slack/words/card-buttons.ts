import type { WorkflowMessage } from '../../failover/workflow.ts'
import { messageName, theMessage } from './message-names.ts'

/** The words of a button. */
export interface ButtonWords {
  label: string
  /**
   * What screen readers say instead of the label: which notification it is about. It begins with the label, by which
   * people who speak to their computer find the button (WCAG 2.5.3). At most 75 characters.
   */
  accessibilityLabel: string
}

/** What is asked before a click takes effect. Title at most 100 characters, text 300, answers 30. */
export interface ConfirmWords {
  title: string
  text: string
  confirm: string
  deny: string
}

/** *Cancel*. @param shortId as it stands on the card */
export function cancelButtonWords(shortId: string): ButtonWords & { asks: ConfirmWords } {
  return {
    label: 'Cancel',
    accessibilityLabel: `Cancel ${shortId}: send nothing more`,
    asks: {
      title: 'Cancel this notification?',
      text: 'No further message will be sent. What was sent already stays sent.',
      confirm: 'Cancel it',
      deny: 'Keep it going',
    },
  }
}

/** *Send next now*, for the message at the index, which is not the last. */
export function skipButtonWords(
  shortId: string,
  index: number,
  messages: readonly WorkflowMessage[],
): ButtonWords & { asks: ConfirmWords } {
  const next = messageName(index + 1, messages)
  return {
    label: 'Send next now',
    accessibilityLabel: `Send next now: ${next}, of ${shortId}`,
    asks: {
      title: `Send ${next} now?`,
      text: `Backstop stops waiting for ${theMessage(index, messages)}, which may still arrive, and sends ${theMessage(index + 1, messages)} at once.`,
      confirm: 'Send it now',
      deny: 'Keep waiting',
    },
  }
}

/** *Send again*: opens the form, so that nothing is sent by the click. */
export function againButtonWords(shortId: string): ButtonWords {
  return { label: 'Send again', accessibilityLabel: `Send again: ${shortId}, opens the form, filled in` }
}

/** *Details*. */
export function detailsButtonWords(shortId: string): ButtonWords {
  return { label: 'Details', accessibilityLabel: `Details of ${shortId}: ids, failures and the timeline` }
}
