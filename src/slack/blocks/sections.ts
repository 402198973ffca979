import type { types } from '@slack/bolt'

/** Characters of a section's text. Source: Slack, Block Kit, section. */
const SECTION_TEXT_MAX = 3000

/**
 * Lines as sections, in as few as their lengths allow. None of them is searched for names and addresses to make links
 * of (`verbatim`), since it may repeat what somebody typed.
 */
export function sectionsOf(lines: readonly string[]): types.SectionBlock[] {
  const texts: string[] = []
  for (const line of lines) {
    const last = texts.at(-1)
    const joined = last === undefined ? line : `${last}\n${line}`
    if (last === undefined || joined.length > SECTION_TEXT_MAX) texts.push(line)
    else texts[texts.length - 1] = joined
  }
  return texts.map((text) => ({ type: 'section', text: { type: 'mrkdwn', text, verbatim: true } }))
}

/** The last of the lines that fit into one text of so many characters; what came last says the most. */
export function lastLines(lines: readonly string[], max: number): string {
  let text = lines.at(-1) ?? ''
  for (const line of lines.slice(0, -1).reverse()) {
    if (line.length + 1 + text.length > max) break
    text = `${line}\n${text}`
  }
  return text
}
