import { optionsOf } from './block-validation.ts'
import { isObject, type JsonObject, objectsOf, stringOf } from './json.ts'
import type { ElementInput, StoredView } from './model.ts'

/** A user tried what no Slack client would let them do. */
export class ClientRefusal extends Error {
  override name = 'ClientRefusal'
}

/** The state value an element starts with, or undefined for one that keeps no state (button, overflow). */
export function initialState(element: JsonObject, conversationId: string | undefined): JsonObject | undefined {
  const type = stringOf(element.type) ?? ''
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
      return { type, value: element.initial_value ?? null }
    case 'static_select':
    case 'radio_buttons':
      return { type, selected_option: element.initial_option ?? null }
    case 'checkboxes':
      return { type, selected_options: element.initial_options ?? [] }
    case 'users_select':
      return { type, selected_user: element.initial_user ?? null }
    case 'conversations_select': {
      const current = element.default_to_current_conversation === true ? conversationId : undefined
      return { type, selected_conversation: element.initial_conversation ?? current ?? null }
    }
    default:
      return undefined
  }
}

/** Who and what can be chosen from. */
export interface Choosable {
  hasUser(id: string): boolean
  hasConversation(id: string): boolean
}

/** The state value after a user's choice; @throws ClientRefusal where the client offers no such choice. */
export function chosenState(element: JsonObject, input: ElementInput, among: Choosable): JsonObject {
  const type = stringOf(element.type) ?? ''
  switch (type) {
    case 'plain_text_input':
    case 'number_input':
      return { type, value: single(input) === '' ? null : single(input) }
    case 'static_select':
    case 'radio_buttons':
    case 'overflow': {
      const value = single(input)
      return { type, selected_option: value === null ? null : optionOf(element, value) }
    }
    case 'checkboxes':
      return { type, selected_options: several(input).map((value) => optionOf(element, value)) }
    case 'users_select':
      return { type, selected_user: known(single(input), among.hasUser, 'user') }
    case 'conversations_select':
      return { type, selected_conversation: known(single(input), among.hasConversation, 'conversation') }
    default:
      throw new ClientRefusal(`nothing can be chosen in a ${type}`)
  }
}

/** Slack's words under an empty required field. */
export const REQUIRED_FIELD = 'Please complete this required field.'

/** Why the client doesn't submit a view as it is filled in, by block id; nothing where it does. */
export function refusedInputs({ definition, values }: Pick<StoredView, 'definition' | 'values'>): StoredView['errors'] {
  const errors: StoredView['errors'] = {}
  for (const block of objectsOf(definition.blocks)) {
    const blockId = stringOf(block.block_id)
    const actionId = isObject(block.element) ? stringOf(block.element.action_id) : undefined
    if (block.type !== 'input' || blockId === undefined || actionId === undefined) continue
    const refused = refusedInput(block, values[blockId]?.[actionId] ?? {})
    if (refused !== undefined) errors[blockId] = refused
  }
  return errors
}

function refusedInput(block: JsonObject, state: JsonObject): string | undefined {
  if (isEmpty(state)) return block.optional === true ? undefined : REQUIRED_FIELD
  const element = isObject(block.element) ? block.element : {}
  const value = stringOf(state.value)
  if (value === undefined) return undefined
  return element.type === 'number_input' ? refusedNumber(element, value) : refusedLength(element, value)
}

function refusedLength(element: JsonObject, value: string): string | undefined {
  const length = [...value].length
  if (typeof element.max_length === 'number' && length > element.max_length)
    return `Please enter no more than ${element.max_length} characters.`
  if (typeof element.min_length === 'number' && length < element.min_length)
    return `Please enter at least ${element.min_length} characters.`
  return undefined
}

function refusedNumber(element: JsonObject, value: string): string | undefined {
  if (!/^-?\d+(\.\d+)?$/.test(value)) return 'Please enter a valid number.'
  if (element.is_decimal_allowed !== true && value.includes('.')) return 'Please enter a whole number.'
  const min = stringOf(element.min_value)
  const max = stringOf(element.max_value)
  if (min !== undefined && Number(value) < Number(min)) return `Please enter a number no less than ${min}.`
  if (max !== undefined && Number(value) > Number(max)) return `Please enter a number no greater than ${max}.`
  return undefined
}

function isEmpty(state: JsonObject): boolean {
  const { type: _, ...rest } = state
  return Object.values(rest).every((value) => value === null || (Array.isArray(value) && value.length === 0))
}

function single(input: ElementInput): string | null {
  if (Array.isArray(input)) throw new ClientRefusal('this element takes one value')
  return input
}

function several(input: ElementInput): string[] {
  if (input === null) return []
  return Array.isArray(input) ? input : [input]
}

function optionOf(element: JsonObject, value: string): JsonObject {
  const found = optionsOf(element).find((option) => option.value === value)
  if (found) return structuredClone(found)
  const offered = objectsOf(optionsOf(element)).map((option) => option.value)
  throw new ClientRefusal(`no option ${value} in ${element.action_id}; there are: ${offered.join(', ')}`)
}

function known(id: string | null, has: (id: string) => boolean, what: string): string | null {
  if (id !== null && !has(id)) throw new ClientRefusal(`no ${what} ${id}`)
  return id
}
