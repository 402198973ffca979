import { checkBlocks, withIds } from './block-validation.ts'
import type { Json, JsonObject } from './json.ts'
import { problemMessages } from './shape-validation.ts'
import { argument, type MethodContext, MethodError } from './web-method.ts'

/** The text and blocks of a message. */
export interface MessageContent {
  text: string
  blocks: JsonObject[]
  hasText: boolean
  hasBlocks: boolean
}

/** Longest text that is kept; postMessage cuts the rest off. Source: Slack changelog 2018-04, "truncating really long messages". */
export const TEXT_KEPT = 40_000

/** The content of a call, checked; @throws MethodError no_text, invalid_blocks, invalid_blocks_format. */
export function contentArgument(args: JsonObject, context: MethodContext): MessageContent {
  const blocks = blocksArgument(args)
  const text = argument(args, 'text')
  const problems = blocks === undefined ? [] : checkBlocks(blocks, 'message', '/blocks')
  if (problems.length > 0) {
    const messages = problemMessages(problems)
    throw new MethodError('invalid_blocks', { errors: messages, response_metadata: { messages } })
  }
  if ((text ?? '') === '' && (blocks ?? []).length === 0) throw new MethodError('no_text')
  return {
    text: [...(text ?? '')].slice(0, TEXT_KEPT).join(''),
    blocks: withIds(blocks, () => context.workspace.nextId('b')),
    hasText: text !== undefined,
    hasBlocks: blocks !== undefined,
  }
}

function blocksArgument(args: JsonObject): Json[] | undefined {
  const { blocks } = args
  if (blocks === undefined || blocks === '') return undefined
  if (!Array.isArray(blocks)) throw new MethodError('invalid_blocks_format')
  return blocks
}
