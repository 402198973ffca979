/** What mrkdwn.js exports, for code that is checked without the page. */
export type Token =
  | { type: 'text'; text: string }
  | { type: 'break' }
  | { type: 'bold' | 'italic' | 'strike' | 'quote'; children: Token[] }
  | { type: 'code' | 'pre'; text: string }
  | { type: 'link'; url: string; text: string }
  | { type: 'user' | 'conversation'; id: string; text: string }
  | { type: 'group'; text: string }
  | { type: 'date'; seconds: number; format: string; fallback: string }

/** The tokens of a mrkdwn text, escaped as Slack wants it. */
export function parseMrkdwn(text: string): Token[]
/** The tokens of a plain_text, where only emoji mean something. */
export function parsePlainText(text: string): Token[]
