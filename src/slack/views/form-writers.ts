import type { types } from '@slack/bolt'
import type { InboundMessage } from '../../failover/inbound-message.ts'
import { dateToken, escapeText, shorten } from '../blocks/text.ts'
import { writersWords } from '../words/form.ts'

/** Milliseconds in which who wrote to us may be answered. Source: Messages API, error 1340. */
export const WINDOW_MS = 24 * 60 * 60 * 1000

/** Characters of a writer's name. */
const NAME_MAX = 40

/** The ends of the ids of the blocks that name them. */
const BLOCK_END = '_writers'

/** A line that names who wrote to us, in mrkdwn; nothing where nobody did. */
export function writersLine(writers: readonly InboundMessage[]): string | undefined {
  const each = writers.map(({ from, name, receivedAt }) => ({
    id: escapeText(shorten(from, NAME_MAX)).replaceAll('`', "'"),
    name: name === undefined ? undefined : escapeText(shorten(name, NAME_MAX)),
    until: dateToken(receivedAt + WINDOW_MS),
  }))
  return each.length > 0 ? writersWords(each) : undefined
}

/** The line under the address of a message. */
export function writersBlock(key: string, line: string): types.ContextBlock {
  return { type: 'context', block_id: `${key}${BLOCK_END}`, elements: [{ type: 'mrkdwn', text: line }] }
}

/** The line that a form shows already, so that it need not be read again. */
export function writersShownIn(blocks: readonly (types.KnownBlock | types.Block)[]): string | undefined {
  for (const block of blocks) {
    if (block.block_id?.endsWith(BLOCK_END) !== true || !('elements' in block)) continue
    for (const element of block.elements) if (element.type === 'mrkdwn') return element.text
  }
  return undefined
}
