import { escapeText, shorten, unescapeText } from '../blocks/text.ts'

/** What /notify can do, with examples that can be copied. */
export const HELP = [
  '*Backstop* gets a message through to a person, and shows here when it really arrived.',
  '• `/notify` opens a form: the messages, what each must reach and by when, and what follows if it doesn’t.',
  '• `/notify 447700900000 The server room is flooding` sends an SMS at once.',
  '• `/notify messenger:1234567890,sms:447700900000 The server room is flooding` writes on Messenger; if that is not read within 10 min, an SMS follows.',
  '• `/notify messenger:1234567890,sms:447700900000 if not delivered within 30s: The server room is flooding` says what to wait for and how long: `read` or `delivered`; `30s`, `10m`, `2h` or `1d`.',
  '• `/notify status` tells how far your last one is; `/notify status N-7F3A2C` any of yours or of this conversation, by the id on its card.',
  '• `/notify list` shows what is running: yours, and all of this conversation.',
  '• `/notify cancel N-7F3A2C` sends nothing more.',
  '• `/notify again N-7F3A2C` opens the form with that one filled in.',
  '• `/notify help` shows this.',
  'Channels: `messenger:` (the person’s PSID), `viber:`, `whatsapp:` and `sms:` (a number with its country code). A chain has up to six messages.',
  'What is not understood can be opened as a form. The same text to the same recipient within 2 min is asked about first.',
].join('\n')

const SEE_HELP = '`/notify help` shows all that can be typed.'

/** Characters of what was typed that are repeated. */
const TYPED_MAX = 300

/** What is answered to what was not understood: what was wrong, the text as Slack sent it, and where the help is. */
export function correction(reason: string, typed: string): string {
  const repeated = escapeText(shorten(unescapeText(typed), TYPED_MAX)).replaceAll('`', "'")
  return `⚠️ Nothing was sent: ${escapeText(reason)}\nYou typed: \`/notify ${repeated}\`\n${SEE_HELP}`
}

/** All that was typed, to be copied, where it is too long for a button and perhaps for the form. */
export function typedInFull(typed: string): string {
  const repeated = escapeText(unescapeText(typed)).replaceAll('`', "'")
  return `All that you typed:\n\`\`\`/notify ${repeated}\`\`\``
}
