import { expect, test } from 'vitest'
import { readProgramOptions } from '../../../src/sandbox/program-options.ts'

test('reads what is given, and leaves the rest as the help says', () => {
  expect(readProgramOptions([])).toEqual({
    parts: 'all',
    port: 3100,
    appPort: 3000,
    slackPort: 0,
    messagesPort: 0,
    isSocket: false,
    databaseUrl: undefined,
    appUrl: undefined,
    journalFile: undefined,
  })
  const alone = ['--messages-only', '--messages-port', '4000', '--app-url', 'http://127.0.0.1:5000', '--journal', 'x']
  expect(readProgramOptions(alone)).toMatchObject({
    parts: 'messages',
    messagesPort: 4000,
    appUrl: 'http://127.0.0.1:5000',
    journalFile: 'x',
  })
  expect(readProgramOptions(['--slack-only', '--socket'])).toMatchObject({ parts: 'slack', isSocket: true })
  expect(readProgramOptions(['--help'])).toBeUndefined()
})

test.each([
  [['--port', 'x'], '--port x is no port'],
  [['--app-port', '70000'], '--app-port 70000 is no port'],
  [['--colour'], '--colour'],
  [['more'], 'more'],
  [['--app-url', 'there'], 'no URL'],
  [['--slack-only', '--messages-only'], 'Choose one'],
])('refuses %j', (args, reason) => {
  expect(() => readProgramOptions(args)).toThrow(reason)
})
