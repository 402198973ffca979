import { CHANNELS, type ChannelRow } from '../../src/failover/channel.ts'
import { CLAUSES } from '../specification/clauses.ts'
import type { WireAnswer } from '../workflows-api/wire-row.ts'
import { WIRE_TABLE } from '../workflows-api/wire-table.ts'

/** The tables that are written into the README, by the name in their markers. */
export const TABLES: Readonly<Record<string, () => string>> = {
  channels: channelTable,
  wire: wireTable,
  clauses: clauseTable,
}

/** The text with what is between each pair of markers as the tables have it. @throws Error where a marker is missing. */
export function withTables(readme: string): string {
  return Object.entries(TABLES).reduce((text, [name, table]) => {
    const [begin, end] = [`<!-- table ${name} -->`, `<!-- /table ${name} -->`]
    const [from, to] = [text.indexOf(begin), text.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`README.md has no place for the table ${name}: ${begin} … ${end}`)
    return `${text.slice(0, from + begin.length)}\n\n${table()}\n\n${text.slice(to)}`
  }, readme)
}

function channelTable(): string {
  const head = ['channel', '`from`', '`to`', 'characters', 'content', 'with caption', 'condition', '`ttl`']
  return markdown(
    head,
    Object.entries(CHANNELS).map(([channel, row]) => channelCells(channel, row)),
  )
}

function channelCells(channel: string, row: ChannelRow): string[] {
  const sender = { id: '', 'id without spaces': ', no spaces', number: ', digits', 'number or name': ' or name' }
  return [
    `\`${channel}\``,
    `\`${row.from}\`${sender[row.sender]}`,
    `\`${row.to}\``,
    String(row.textLimit),
    row.contentTypes.join(', '),
    row.captionedTypes.join(', '),
    row.conditionStatuses.join(', '),
    row.ttlSeconds ? `${row.ttlSeconds.min} to ${row.ttlSeconds.max} s` : '',
  ]
}

function wireTable(): string {
  return WIRE_TABLE.map(({ title, rows }) => {
    const cells = rows.map(({ what, source, answer }) => [what, answerWords(answer), source])
    return `<details><summary>${title} (${rows.length})</summary>\n\n${markdown(['a client sends', 'answer', 'source'], cells)}\n\n</details>`
  }).join('\n\n')
}

function clauseTable(): string {
  const head = ['clause', 'the specification', 'Backstop', 'tests']
  return CLAUSES.map(({ title, schema, clauses }) => {
    const rows = clauses.map(({ properties, says, does, tests }) => [
      properties.map((path) => `\`${path}\``).join(', ') || 'operation',
      says,
      does,
      tests.join('; '),
    ])
    const name = schema === undefined ? title : `${title}: ${schema}`
    return `<details><summary>${name} (${rows.length})</summary>\n\n${markdown(head, rows)}\n\n</details>`
  }).join('\n\n')
}

function answerWords(answer: WireAnswer): string {
  if ('words' in answer) return `202: ${answer.words}`
  const names = [...new Set('names' in answer ? answer.names : [])].map((name) => ` \`${name}\``)
  return `${answer.status}${names.join(',')}${'type' in answer && answer.type ? ` ${answer.type}` : ''}`
}

function markdown(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}
