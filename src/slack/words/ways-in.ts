/** On every button that opens the form. */
export const OPEN_FORM_BUTTON = 'Notify a person'

/** Said where the form did not open: whatever the reason, trying again is all there is to do. */
export const FORM_DID_NOT_OPEN =
  '⚠️ The form did not open in time. Open it again, or type all in one line: `/notify 447700900000 The server room is flooding`'

/** What a mention of the bot brings along. */
export interface MentionWords {
  isInThread: boolean
  hasText: boolean
  /** The button can't carry all of the text. */
  isCut: boolean
}

/** Answers a mention of the bot: what the button below does. */
export function mentionAnswer({ isInThread, hasText, isCut }: MentionWords): string {
  return [
    'The form gets a message through to a person.',
    ...(hasText && !isCut ? ['It begins with what you wrote.'] : []),
    ...(isCut ? ['It begins with the start of what you wrote; copy the rest from your message.'] : []),
    isInThread ? 'This thread will show when it arrives.' : 'This conversation will show when it arrives.',
  ].join(' ')
}
