import { isObject, type Json, type JsonObject } from './json.ts'
import type { ElementInput, Fault } from './model.ts'

/** A request to the control API that it can't read. */
export class ControlInputError extends Error {
  override name = 'ControlInputError'
}

/** A text of the body; @throws ControlInputError where it is missing. */
export function text(body: JsonObject, name: string): string {
  const value = body[name]
  if (typeof value !== 'string') throw new ControlInputError(`${name} must be a string`)
  return value
}

/** A text of the body where it is there, as a member to spread. */
export function optionalText<Name extends string>(body: JsonObject, name: Name): { [key in Name]?: string } {
  const member: { [key in Name]?: string } = {}
  if (body[name] !== undefined && body[name] !== null) member[name] = text(body, name)
  return member
}

/** What a user enters: `value` of the body, as a member to spread. */
export function optionalValue(body: JsonObject): { value?: ElementInput } {
  return body.value === undefined ? {} : { value: elementInput(body.value) }
}

/** `values` of the body: block id → action id → value. */
export function formValues(body: JsonObject): { [blockId: string]: { [actionId: string]: ElementInput } } {
  const values = body.values ?? {}
  if (!isObject(values)) throw new ControlInputError('values must be an object')
  return Object.fromEntries(
    Object.entries(values).map(([blockId, actions]) => {
      if (!isObject(actions)) throw new ControlInputError(`values.${blockId} must be an object`)
      return [blockId, Object.fromEntries(Object.entries(actions).map(([id, value]) => [id, elementInput(value)]))]
    }),
  )
}

/** The fault that the body describes. */
export function faultOf(body: JsonObject): Fault {
  const fault: Fault = {
    ...optionalText(body, 'method'),
    ...optionalText(body, 'error'),
    ...optionalText(body, 'retryAfterText'),
    ...optionalText(body, 'bodyText'),
  }
  for (const name of ['httpStatus', 'retryAfterSeconds', 'delayMs', 'times'] as const) {
    const value = body[name]
    if (value === undefined) continue
    if (typeof value !== 'number') throw new ControlInputError(`${name} must be a number`)
    fault[name] = value
  }
  if (body.dropConnection === true) fault.dropConnection = true
  if (body.isProcessed === true) fault.isProcessed = true
  if (body.bodyEnd === 'cut' || body.bodyEnd === 'stalled') fault.bodyEnd = body.bodyEnd
  return fault
}

function elementInput(value: Json): ElementInput {
  if (value === null || typeof value === 'string') return value
  if (Array.isArray(value) && value.every((one) => typeof one === 'string')) return value
  throw new ControlInputError('a value must be a string, a list of strings, or null')
}
