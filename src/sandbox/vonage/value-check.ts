/** How an address is written: digits of E.164, 1 to 50 characters, or (SMS senders) either. */
export type AddressKind = 'number' | 'id' | 'number or name'

/** What a property beside the address holds, and its bounds. */
export type ValueRule =
  | { is: 'text'; maxLength?: number; required?: true }
  | { is: 'url'; required?: true }
  | { is: 'integer'; min: number; max: number }
  | { is: 'one of'; values: readonly string[] }
  | { is: 'list of texts' }
  | { is: 'boolean' }
  /** Without `of` any object; `isOpen` lets properties that `of` does not name pass. */
  | { is: 'object'; of?: Readonly<Record<string, ValueRule>>; required?: true; isOpen?: true }

/** One refused parameter, as `invalid_parameters` lists it. */
export interface InvalidParameter {
  name: string
  reason: string
}

/** 7 to 15 digits without `+` or `00`. Source: Messages API 1.20.0, ToNumber. */
const NUMBER = /^(?!00)\d{7,15}$/

/** Whether `value` is an address of that kind. */
export function isAddress(value: unknown, kind: AddressKind): value is string {
  if (typeof value !== 'string') return false
  if (kind === 'number') return NUMBER.test(value)
  // A sender's number has no documented length; a name that looks like an international prefix is a number gone wrong.
  return /^.{1,50}$/u.test(value) && !(kind === 'number or name' && /^(\+|00)\d/.test(value))
}

/** What is wrong with `value` at `name`; empty when nothing is. */
export function checkValue(name: string, value: unknown, rule: ValueRule): InvalidParameter[] {
  const refuse = (reason: string) => [{ name, reason }]
  if (value === undefined) return 'required' in rule && rule.required ? refuse('is required.') : []
  switch (rule.is) {
    case 'text':
      if (typeof value !== 'string' || value === '') return refuse('Must be a non-empty string.')
      return [...value].length > (rule.maxLength ?? Number.POSITIVE_INFINITY)
        ? refuse(`Must be no longer than ${rule.maxLength} characters.`)
        : []
    case 'url':
      return isWebUrl(value) ? [] : refuse('Must be a valid URL.')
    case 'integer':
      return Number.isInteger(value) && Number(value) >= rule.min && Number(value) <= rule.max
        ? []
        : refuse(`Must be an integer between ${rule.min} and ${rule.max}.`)
    case 'one of':
      return rule.values.some((allowed) => allowed === value) ? [] : refuse(oneOf(rule.values))
    case 'list of texts':
      return Array.isArray(value) && value.every((item) => typeof item === 'string')
        ? []
        : refuse('Must be an array of strings.')
    case 'boolean':
      return typeof value === 'boolean' ? [] : refuse('Must be a boolean.')
    case 'object':
      return checkObject(name, value, rule)
  }
}

function checkObject(
  name: string,
  value: unknown,
  { of, isOpen }: Extract<ValueRule, { is: 'object' }>,
): InvalidParameter[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ name, reason: 'Must be an object.' }]
  }
  if (!of) return []
  const properties: Readonly<Record<string, unknown>> = { ...value }
  const unknown = isOpen ? [] : Object.keys(properties).filter((key) => !Object.hasOwn(of, key))
  return [
    ...unknown.map((key) => ({ name: `${name}.${key}`, reason: 'Is not a known parameter.' })),
    ...Object.entries(of).flatMap(([key, rule]) => checkValue(`${name}.${key}`, properties[key], rule)),
  ]
}

/** In the vendor's words. Source: Messages API 1.4.0, ErrorChannelParams example. */
function oneOf(values: readonly string[]): string {
  const quoted = values.map((value) => `\`${value}\``)
  const last = quoted.pop()
  return `Must be one of ${quoted.length > 0 ? `${quoted.join(', ')} or ` : ''}${last}.`
}

/** Whether `value` is an absolute http or https URL. */
export function isWebUrl(value: unknown): value is string {
  return typeof value === 'string' && /^https?:\/\//i.test(value) && URL.canParse(value)
}
