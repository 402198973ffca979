import { BLOCKS, ELEMENTS, OBJECTS, type Rule, type Shape, VIEWS } from '../../../src/sandbox/slack/block-limits.ts'
import type { Json, JsonObject } from '../../../src/sandbox/slack/json.ts'

/** A sample at a limit (`n`) and one just past it, as a view or a block. */
export interface LimitSample {
  /** Where the limit is, such as `button.text max 75`. */
  name: string
  surface: 'block' | 'view'
  within: JsonObject
  past: JsonObject
}

/** For every limit in the data, the last value that is fine and the first that isn't. */
export function limitSamples(): LimitSample[] {
  return [
    ...samplesOf(BLOCKS, 'block', (type, object) => ({ type, ...object })),
    ...samplesOf(ELEMENTS, 'block', (type, object) => blockAround({ type, ...object })),
    ...samplesOf(OBJECTS, 'block', (name, object) => blockAround(elementAround(name, object))),
    ...samplesOf(VIEWS, 'view', (type, object) => ({ type, blocks: [], ...object })),
  ]
}

function samplesOf(
  shapes: { readonly [name: string]: Shape },
  surface: LimitSample['surface'],
  wrap: (name: string, object: JsonObject) => JsonObject,
): LimitSample[] {
  return Object.entries(shapes).flatMap(([name, shape]) =>
    Object.entries({ ...shape.required, ...shape.optional }).flatMap(([property, rule]) =>
      boundaries(rule).map((boundary) => ({
        name: `${name}.${property} ${boundary.name}`,
        surface,
        within: wrap(name, { ...minimal(shape, property), [property]: boundary.within }),
        past: wrap(name, { ...minimal(shape, property), [property]: boundary.past }),
      })),
    ),
  )
}

/** The smallest object of a shape; `except` fills its own place. */
function minimal(shape: Shape, except?: string): JsonObject {
  const object: JsonObject = {}
  for (const [property, rule] of Object.entries(shape.required)) object[property] = plainValue(rule)
  const [first] = shape.anyOf ?? []
  const rule = first === undefined || shape.anyOf?.includes(except ?? '') ? undefined : shape.optional[first]
  if (first !== undefined && rule) object[first] = plainValue(rule)
  return object
}

function plainValue(rule: Rule): Json {
  switch (rule.is) {
    case 'boolean':
      return false
    case 'number':
      return rule.min ?? 1
    case 'string':
      return rule.oneOf?.[0] ?? 'x'
    case 'text':
      return textOf(rule.types[0] ?? 'plain_text', 1)
    case 'list':
      return [plainValue(rule.of)]
    case 'object':
      return minimal(OBJECTS[rule.shape] ?? { required: {}, optional: {} })
    case 'typed': {
      const type = rule.among[0] ?? ''
      return { type, ...minimal(ELEMENTS[type] ?? { required: {}, optional: {} }) }
    }
  }
}

interface Boundary {
  name: string
  within: Json
  past: Json
}

function boundaries(rule: Rule): Boundary[] {
  switch (rule.is) {
    case 'number':
      return edges(rule, (n) => n)
    case 'string':
      return edges(rule, (n) => 'x'.repeat(n))
    case 'text':
      return rule.types.flatMap((type) =>
        edges({ min: 1, max: rule.max }, (n) => textOf(type, n)).map((edge) => ({
          ...edge,
          name: `${type} ${edge.name}`,
        })),
      )
    case 'list':
      return [
        ...edges(rule, (n) => Array.from({ length: n }, () => plainValue(rule.of))),
        ...boundaries(rule.of).map(({ name, within, past }) => ({
          name: `item ${name}`,
          within: [within],
          past: [past],
        })),
      ]
    default:
      return []
  }
}

function edges({ min, max }: { min?: number; max?: number }, value: (n: number) => Json): Boundary[] {
  return [
    ...(min === undefined || min === 0 ? [] : [{ name: `min ${min}`, within: value(min), past: value(min - 1) }]),
    ...(max === undefined ? [] : [{ name: `max ${max}`, within: value(max), past: value(max + 1) }]),
  ]
}

function textOf(type: string, length: number): JsonObject {
  return { type, text: 'x'.repeat(length) }
}

/** A block that may carry the element. */
function blockAround(element: JsonObject): JsonObject {
  const type = String(element.type)
  if (type === 'image') return { type: 'context', elements: [element] }
  const input = BLOCKS.input?.required.element
  const isInput = input?.is === 'typed' && input.among.includes(type)
  return isInput ? { type: 'input', label: textOf('plain_text', 1), element } : { type: 'actions', elements: [element] }
}

/** An element that may carry the composition object. */
function elementAround(name: string, object: JsonObject): JsonObject {
  const text = textOf('plain_text', 1)
  switch (name) {
    case 'confirm':
      return { type: 'button', text, confirm: object }
    case 'option':
      return { type: 'checkboxes', options: [object] }
    case 'plain_option':
      return { type: 'static_select', options: [object] }
    case 'overflow_option':
      return { type: 'overflow', options: [object] }
    case 'option_group':
      return { type: 'static_select', option_groups: [object] }
    case 'dispatch_action_config':
      return { type: 'plain_text_input', dispatch_action_config: object }
    case 'conversation_filter':
      return { type: 'conversations_select', filter: object }
    default:
      throw new Error(`no element carries ${name}`)
  }
}
