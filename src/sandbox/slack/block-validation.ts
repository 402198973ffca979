import { BLOCKS, BLOCKS_MAX } from './block-limits.ts'
import { isObject, type Json, type JsonObject, objectsOf, stringOf } from './json.ts'
import { checkShape, type Problem } from './shape-validation.ts'

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home'

/** What is wrong with a list of blocks on its surface; empty where Slack would take it. */
export function checkBlocks(blocks: Json, surface: Surface, pointer: string): Problem[] {
  if (!Array.isArray(blocks)) return [{ pointer, message: 'must be an array' }]
  const max = BLOCKS_MAX[surface]
  if (blocks.length > max) return [{ pointer, message: `no more than ${max} items allowed` }]
  const problems = blocks.flatMap((block, i) => checkBlock(block, `${pointer}/${i}`))
  return problems.length > 0 ? problems : [...checkIds(blocks, pointer), ...checkFocus(blocks, surface, pointer)]
}

function checkBlock(block: Json, pointer: string): Problem[] {
  if (!isObject(block)) return [{ pointer, message: 'must be an object' }]
  const type = stringOf(block.type)
  if (type === undefined) return [{ pointer, message: 'missing required field: type' }]
  const shape = BLOCKS[type]
  if (!shape) return [{ pointer: `${pointer}/type`, message: `unsupported block type: ${type}` }]
  const problems = checkShape(block, shape, pointer)
  return problems.length > 0
    ? problems
    : elementsOf(block).flatMap(({ element, path }) => checkElement(element, `${pointer}${path}`))
}

/** The interactive elements of a block with their path inside it. */
export function elementsOf(block: JsonObject): { element: JsonObject; path: string }[] {
  if (block.type === 'actions')
    return objectsOf(block.elements).map((element, i) => ({ element, path: `/elements/${i}` }))
  if (block.type === 'input' && isObject(block.element)) return [{ element: block.element, path: '/element' }]
  if (block.type === 'section' && isObject(block.accessory)) return [{ element: block.accessory, path: '/accessory' }]
  return []
}

/** The options of an element, those in groups included. */
export function optionsOf(element: JsonObject): JsonObject[] {
  return [
    ...objectsOf(element.options),
    ...objectsOf(element.option_groups).flatMap((group) => objectsOf(group.options)),
  ]
}

/** Rules that hold between the properties of one element. Source: the elements' pages, "initial_option", "options". */
function checkElement(element: JsonObject, pointer: string): Problem[] {
  const problems: Problem[] = []
  const options = optionsOf(element)
  const known = new Set(options.map((option) => JSON.stringify(sorted(option))))
  const initial = isObject(element.initial_option) ? [element.initial_option] : objectsOf(element.initial_options)
  const property = isObject(element.initial_option) ? 'initial_option' : 'initial_options'
  if (initial.some((option) => !known.has(JSON.stringify(sorted(option)))))
    problems.push({ pointer: `${pointer}/${property}`, message: `${property} must be among the options` })
  if (element.options !== undefined && element.option_groups !== undefined)
    problems.push({ pointer, message: 'only one of options and option_groups is allowed' })
  if (element.type === 'plain_text_input' && Number(element.min_length ?? 0) > Number(element.max_length ?? 3000))
    problems.push({ pointer, message: 'min_length must not be greater than max_length' })
  return problems
}

function sorted(value: Json): Json {
  if (!isObject(value)) return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]))
}

/** block_ids are unique in the message or view, action_ids in their block. Source: Block Kit, "block_id", "action_id". */
function checkIds(blocks: Json[], pointer: string): Problem[] {
  const problems: Problem[] = []
  const blockIds = new Set<string>()
  objectsOf(blocks).forEach((block, i) => {
    const blockId = stringOf(block.block_id)
    if (blockId !== undefined && blockIds.has(blockId))
      problems.push({ pointer: `${pointer}/${i}/block_id`, message: `block_id ${blockId} already exists` })
    if (blockId !== undefined) blockIds.add(blockId)
    const actionIds = new Set<string>()
    for (const { element, path } of elementsOf(block)) {
      const actionId = stringOf(element.action_id)
      if (actionId !== undefined && actionIds.has(actionId))
        problems.push({ pointer: `${pointer}/${i}${path}/action_id`, message: `action_id ${actionId} already exists` })
      if (actionId !== undefined) actionIds.add(actionId)
    }
  })
  return problems
}

/** One element of a view may take the focus, none of a message. Source: the elements' pages, "focus_on_load". */
function checkFocus(blocks: Json[], surface: Surface, pointer: string): Problem[] {
  const focused = objectsOf(blocks)
    .flatMap(elementsOf)
    .filter(({ element }) => element.focus_on_load === true)
  if (focused.length <= 1 || surface === 'message') return []
  return [{ pointer, message: 'only one element can have focus_on_load' }]
}

/** Blocks with the ids that Slack gives where the app gave none. */
export function withIds(blocks: Json | undefined, nextId: () => string): JsonObject[] {
  return objectsOf(blocks).map((block) => {
    const named: JsonObject = { ...structuredClone(block), block_id: stringOf(block.block_id) ?? nextId() }
    for (const { element } of elementsOf(named)) element.action_id ??= nextId()
    return named
  })
}
