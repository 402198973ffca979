import { expect, test } from 'vitest'
import { CARRIED_TEXT_MAX, openFormButton, readCarried } from '../../src/slack/views/open-form-button.ts'
import { messageProblems } from './block-kit.ts'

const THREAD = '1700000000.000100'

test.each([{}, { threadTs: THREAD }, { text: 'The lift\n"is" stuck\n' }, { threadTs: THREAD, text: '\n<b> & \\n' }])(
  'the button takes along what it was given: %j',
  (carried) => {
    expect(readCarried(openFormButton(carried).value)).toEqual(carried)
  },
)

test('the button takes as much of a long text along as Slack lets it, and shows that it is cut', () => {
  const button = openFormButton({ threadTs: THREAD, text: '"\n'.repeat(2000) })
  expect(messageProblems([{ type: 'actions', elements: [button] }])).toEqual([])
  const { text, threadTs } = readCarried(button.value)
  expect(text).toHaveLength(CARRIED_TEXT_MAX)
  expect(text?.at(-1)).toBe('…')
  expect(threadTs).toBe(THREAD)
})
