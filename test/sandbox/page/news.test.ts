import { expect, test } from 'vitest'
import { findNews } from '../../../src/sandbox/page/news.js'
import type { SeenMessage } from '../../../src/sandbox/slack/model.ts'

function message(ts: string, changes: Partial<SeenMessage> = {}): SeenMessage {
  return {
    ts,
    conversationId: 'C1',
    userId: 'UBOT',
    userName: 'backstop',
    text: ts,
    blocks: [],
    isBroadcast: false,
    isEdited: false,
    replies: [],
    ...changes,
  }
}

test('finds new messages and replies of others, and not what was only edited', () => {
  const before = [{ id: 'C1', messages: [message('1', { replies: [message('2', { threadTs: '1' })] })] }]
  const replies = [message('2', { threadTs: '1' }), message('3', { threadTs: '1' })]
  const after = [
    { id: 'C1', messages: [message('1', { text: 'edited', replies }), message('4'), message('5', { userId: 'UADA' })] },
  ]
  const news = findNews(before, after, 'UADA')
  expect(news.map(({ message: { ts }, parentTs }) => [ts, parentTs])).toEqual([
    ['3', '1'],
    ['4', undefined],
  ])
})

test('tells messages of different conversations apart', () => {
  const before = [{ id: 'C1', messages: [message('1')] }]
  const news = findNews(before, [...before, { id: 'C2', messages: [message('1')] }], 'UADA')
  expect(news).toMatchObject([{ conversationId: 'C2' }])
})
