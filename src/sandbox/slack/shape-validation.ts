import { ELEMENTS, OBJECTS, type Rule, type Shape, TEXT_MAX, type TextType } from './block-limits.ts'
import { isObject, type Json, type JsonObject } from './json.ts'

/** One thing that is wrong: a JSON pointer and Slack's way of saying it. */
export interface Problem {
  pointer: string
  message: string
}

/** Problems as `response_metadata.messages` carries them. */
export function problemMessages(problems: Problem[]): string[] {
  return problems.map(({ pointer, message }) => `[ERROR] ${message} [json-pointer:${pointer}]`)
}

/** What is wrong with an object of a known shape; `type` itself has been read by the caller. */
export function checkShape(value: JsonObject, shape: Shape, pointer: string): Problem[] {
  const problems: Problem[] = []
  for (const [property, rule] of Object.entries(shape.required)) {
    const given = value[property]
    if (given === undefined) problems.push({ pointer, message: `missing required field: ${property}` })
    else problems.push(...checkRule(given, rule, `${pointer}/${property}`))
  }
  for (const [property, given] of Object.entries(value)) {
    if (property === 'type' || property in shape.required) continue
    const rule = shape.optional[property]
    if (rule) problems.push(...checkRule(given, rule, `${pointer}/${property}`))
    else problems.push({ pointer, message: `invalid additional property: ${property}` })
  }
  if (shape.anyOf && !shape.anyOf.some((property) => value[property] !== undefined))
    problems.push({ pointer, message: `missing required field: one of ${shape.anyOf.join(', ')}` })
  return problems
}

/** What is wrong with a value by its rule. */
export function checkRule(value: Json, rule: Rule, pointer: string): Problem[] {
  const wrong = (message: string): Problem[] => [{ pointer, message }]
  switch (rule.is) {
    case 'boolean':
      return typeof value === 'boolean' ? [] : wrong('must be a boolean')
    case 'number':
      if (typeof value !== 'number') return wrong('must be a number')
      if (rule.min !== undefined && value < rule.min) return wrong(`must be greater than or equal to ${rule.min}`)
      return rule.max !== undefined && value > rule.max ? wrong(`must be less than or equal to ${rule.max}`) : []
    case 'string':
      if (typeof value !== 'string') return wrong('must be a string')
      if (rule.oneOf && !rule.oneOf.includes(value)) return wrong(`must be one of: ${rule.oneOf.join(', ')}`)
      return checkLength(value, rule.min, rule.max, pointer)
    case 'text':
      return checkText(value, rule.types, rule.max, pointer)
    case 'list':
      return checkList(value, rule, pointer)
    case 'object': {
      const shape = OBJECTS[rule.shape]
      if (!isObject(value) || !shape) return wrong('must be an object')
      return 'type' in value ? wrong('invalid additional property: type') : checkShape(value, shape, pointer)
    }
    case 'typed':
      return checkTyped(value, rule.among, pointer)
  }
}

function checkList(value: Json, rule: Rule & { is: 'list' }, pointer: string): Problem[] {
  if (!Array.isArray(value)) return [{ pointer, message: 'must be an array' }]
  if (rule.min !== undefined && value.length < rule.min)
    return [{ pointer, message: `no less than ${rule.min} items allowed` }]
  if (rule.max !== undefined && value.length > rule.max)
    return [{ pointer, message: `no more than ${rule.max} items allowed` }]
  return value.flatMap((item, i) => checkRule(item, rule.of, `${pointer}/${i}`))
}

function checkTyped(value: Json, among: readonly string[], pointer: string): Problem[] {
  if (!isObject(value)) return [{ pointer, message: 'must be an object' }]
  const { type } = value
  if (typeof type !== 'string') return [{ pointer, message: 'missing required field: type' }]
  if (!among.includes(type)) return [{ pointer: `${pointer}/type`, message: `unsupported type: ${type}` }]
  if (type === 'plain_text' || type === 'mrkdwn') return checkText(value, [type], TEXT_MAX, pointer)
  const shape = ELEMENTS[type]
  if (!shape) return [{ pointer: `${pointer}/type`, message: `unsupported type: ${type}` }]
  return checkShape(value, shape, pointer)
}

/** Only these properties may a text object have. Source: Block Kit, "text object". */
const TEXT_SHAPE: { [type in TextType]: Shape } = {
  plain_text: { required: { text: { is: 'string' } }, optional: { emoji: { is: 'boolean' } } },
  mrkdwn: { required: { text: { is: 'string' } }, optional: { verbatim: { is: 'boolean' } } },
}

function checkText(value: Json, types: readonly TextType[], max: number, pointer: string): Problem[] {
  if (!isObject(value)) return [{ pointer, message: 'must be a text object' }]
  const type = types.find((allowed) => allowed === value.type)
  if (!type) return [{ pointer: `${pointer}/type`, message: `must be one of: ${types.join(', ')}` }]
  const problems = checkShape(value, TEXT_SHAPE[type], pointer)
  if (problems.length > 0 || typeof value.text !== 'string') return problems
  return checkLength(value.text, 1, max, `${pointer}/text`)
}

/** Slack counts characters, not UTF-16 units; which characters exactly it doesn't say: code points here. */
function checkLength(value: string, min: number | undefined, max: number | undefined, pointer: string): Problem[] {
  const length = [...value].length
  if (min !== undefined && length < min) return [{ pointer, message: `must be more than ${min - 1} characters` }]
  if (max !== undefined && length > max) return [{ pointer, message: `must be less than ${max + 1} characters` }]
  return []
}
