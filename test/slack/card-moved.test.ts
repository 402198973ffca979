import { describe, expect, test } from 'vitest'
import { ERROR_KINDS } from '../../src/slack/call-errors.ts'
import { movedWords } from '../../src/slack/words/card-moved.ts'
import { aNotification } from './notifications.ts'

const CARD_GONE = "The card in <#C1> is gone or can't be edited any more, so this goes on here, for you alone"
const NOT_FOR_ALL = 'Only some people may post in <#C1>, so this is shown to you alone'
const NOT_ANSWERABLE = 'Only some people may reply in the thread in <#C1>, so this is shown to you alone'
const INVITE = "I can't post in <#C1>, so this is shown to you alone. Type `/invite @Backstop` there for the next time"
const ARCHIVED = 'Nothing can be posted in <#C1> any more, since it is archived: this is shown to you alone'

const WORDS: Readonly<Record<string, string>> = {
  cannot_reply_to_message: NOT_ANSWERABLE,
  channel_is_limited_access: NOT_FOR_ALL,
  channel_not_found: INVITE,
  is_archived: ARCHIVED,
  messages_tab_disabled: NOT_FOR_ALL,
  not_in_channel: INVITE,
  restricted_action: NOT_FOR_ALL,
  restricted_action_non_threadable_channel: 'There are no threads in <#C1>, so this is shown to you alone',
  restricted_action_read_only_channel: NOT_FOR_ALL,
  restricted_action_thread_locked: NOT_ANSWERABLE,
  restricted_action_thread_only_channel:
    'Only replies in threads may be posted in <#C1>, so this is shown to you alone',
  block_mismatch: CARD_GONE,
  cant_update_message: CARD_GONE,
  edit_window_closed: CARD_GONE,
  is_inactive: ARCHIVED,
  message_not_found: CARD_GONE,
  thread_not_found: CARD_GONE,
}

const CODES = [...ERROR_KINDS['not allowed'], ...ERROR_KINDS.gone]

describe('a card that had to move says why', () => {
  test.each(CODES)('by %s', (code) => {
    expect(movedWords(code, aNotification())).toBe(WORDS[code])
  })

  test('and names only codes for which it does', () => {
    expect(Object.keys(WORDS).sort()).toEqual(CODES.toSorted())
  })

  test('where its thread is gone', () => {
    expect(movedWords('thread_not_found', aNotification({ threadTs: '1.0' }))).toBe(
      'The thread in <#C1> is gone, so this is shown to you alone',
    )
  })

  test('and advises nothing where the bot is not installed any more', () => {
    expect(movedWords('not_installed', aNotification())).toBe("I can't post in <#C1>, so this is shown to you alone")
  })
})

describe('a conversation of two other people', () => {
  test.each(CODES)('is neither mentioned, which Slack does not show, nor invited to, by %s', (code) => {
    const words = movedWords(code, aNotification({ conversationId: 'D0BEN' }))
    expect(words).not.toMatch(/D0BEN|invite/)
    expect(words).toContain('the conversation where you asked for it')
  })

  test('can not have the bot in it', () => {
    expect(movedWords('channel_not_found', aNotification({ conversationId: 'D0BEN' }))).toBe(
      "I can't be in the conversation where you asked for it, so this is shown to you alone",
    )
  })
})

describe('in the direct messages with the bot', () => {
  test.each(CODES)('it goes on there, without advice, by %s', (code) => {
    expect(movedWords(code, aNotification({ conversationId: 'U1' }))).toBe(
      "The earlier card is gone or can't be edited any more, so this goes on here",
    )
  })

  test('a thread that is gone was no card', () => {
    expect(movedWords('thread_not_found', aNotification({ conversationId: 'U1', threadTs: '1.0' }))).toBe(
      'The thread is gone, so this goes on here',
    )
  })
})
