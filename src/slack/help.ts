import { escapeText, shorten, unescapeText } from './blocks/text.ts'

/** What /notify can do, with examples that can be copied. */
export const HELP = [
  '*Backstop* gets a message through to a person, and shows here when it really arrived.',
  '• `/notify` opens a form: two messages, what the first must reach and by when, and what follows if it doesn’t.',
  '• `/notify 447700900000 The server room is flooding` sends an SMS at once.',
  '• `/notify messenger:1234567890,sms:447700900000 The server room is flooding` writes on Messenger; if that is not read within 10 min, an SMS follows.',
  '• `/notify help` shows this.',
  'Channels: `messenger:` (the person’s PSID), `viber:`, `whatsapp:` and `sms:` (a number with its country code).',
].join('\n')

/** Characters of what was typed that are repeated. */
const TYPED_MAX = 300

/** What is answered to what was not understood: what was wrong, the text as Slack sent it, and the help. */
export function correction(reason: string, typed: string): string {
  const repeated = escapeText(shorten(unescapeText(typed), TYPED_MAX)).replaceAll('`', "'")
  return `⚠️ Nothing was sent: ${escapeText(reason)}\nYou typed: \`/notify ${repeated}\`\n\n${HELP}`
}
