import { checkValue, type InvalidParameter, isAddress, type ValueRule } from '../vonage/value-check.ts'
import type { AcceptedMessage, WorkflowAddress, WorkflowChannel } from './workflow.ts'

type AddressRule = { property: 'id' | 'number'; kind: 'id' | 'number' | 'number or name' }

interface ChannelRule {
  to: AddressRule
  from: AddressRule
  contentTypes: readonly string[]
  textMaxLength: number
  options: Readonly<Record<string, ValueRule>>
}

const number: AddressRule = { property: 'number', kind: 'number' }
const id: AddressRule = { property: 'id', kind: 'id' }
const options = (name: string, of: Readonly<Record<string, ValueRule>>) => ({
  [name]: { is: 'object', of, isOpen: true } as const,
})

/**
 * Source: Dispatch API 0.3.3, ToProperty, FromProperty, MessageProperty and their prose; `mms` is missing from its enum
 * of channels but not from its final report. Properties that it does not name pass: it forbids none.
 */
const CHANNELS: Readonly<Record<WorkflowChannel, ChannelRule>> = {
  sms: {
    to: number,
    from: { property: 'number', kind: 'number or name' },
    contentTypes: ['text'],
    textMaxLength: 1000,
    options: {},
  },
  mms: { to: number, from: number, contentTypes: ['image'], textMaxLength: 1000, options: {} },
  viber_service_msg: {
    to: number,
    from: id,
    contentTypes: ['text', 'image', 'template', 'custom'],
    textMaxLength: 1000,
    options: options('viber_service_msg', {
      category: { is: 'one of', values: ['transaction', 'promotion'] },
      ttl: { is: 'integer', min: 30, max: 86_400 },
    }),
  },
  messenger: {
    to: id,
    from: id,
    contentTypes: ['text', 'image', 'audio', 'video', 'file', 'custom'],
    textMaxLength: 640,
    options: options('messenger', {
      category: { is: 'one of', values: ['response', 'update', 'message_tag'] },
      tag: { is: 'text' },
    }),
  },
  whatsapp: {
    to: number,
    from: number,
    contentTypes: ['text', 'image', 'audio', 'video', 'file', 'template', 'custom'],
    textMaxLength: 4096,
    options: options('whatsapp', {
      policy: { is: 'one of', values: ['fallback', 'deterministic'] },
      locale: { is: 'text' },
    }),
  },
}

/** Source: Dispatch API 0.3.3, FailoverProperty. */
const FAILOVER = {
  is: 'object',
  isOpen: true,
  required: true,
  of: {
    expiry_time: { is: 'integer', min: 15, max: 86_400 },
    condition_status: { is: 'one of', values: ['delivered', 'read'] },
  },
} satisfies ValueRule

type Properties = Readonly<Record<string, unknown>>
type Fresh = Pick<AcceptedMessage, 'to' | 'from' | 'text' | 'failover'>

/** Checks a body; either every parameter that is wrong, or the messages. */
export function validateWorkflow(body: Properties): { faults: InvalidParameter[] } | { messages: Fresh[] } {
  const faults = checkValue('template', body.template ?? '', { is: 'one of', values: ['failover'] })
  const { workflow } = body
  if (!Array.isArray(workflow) || workflow.length === 0) {
    return { faults: [...faults, { name: 'workflow', reason: 'Must be a non-empty array of messages.' }] }
  }
  const messages: Fresh[] = []
  workflow.forEach((given: unknown, index) => {
    const checked = readMessage(`workflow[${index}]`, propertiesOf(given), index === workflow.length - 1)
    if ('faults' in checked) faults.push(...checked.faults)
    else messages.push(checked.message)
  })
  return faults.length > 0 ? { faults } : { messages }
}

function readMessage(
  name: string,
  given: Properties | undefined,
  isLast: boolean,
): { faults: InvalidParameter[] } | { message: Fresh } {
  if (!given) return { faults: [{ name, reason: 'Must be an object.' }] }
  const to = propertiesOf(given.to)
  const from = propertiesOf(given.from)
  const message = propertiesOf(given.message)
  const channel = to?.type
  if (!isChannel(channel)) return { faults: [{ name: `${name}.to.type`, reason: 'Is not a supported channel.' }] }
  const rule = CHANNELS[channel]
  const faults = [
    ...addressFaults(`${name}.to`, to, rule.to, channel),
    ...addressFaults(`${name}.from`, from, rule.from, channel),
    ...messageFaults(`${name}.message`, message, rule),
    ...failoverFaults(`${name}.failover`, given.failover, isLast),
  ]
  if (faults.length > 0) return { faults }
  const text = propertiesOf(message?.content)?.text
  const failover = propertiesOf(given.failover)
  return {
    message: {
      to: addressOf(to, rule.to, channel),
      from: addressOf(from, rule.from, channel),
      text: typeof text === 'string' ? text : undefined,
      failover: failover && {
        expirySeconds: Number(failover.expiry_time),
        conditionStatus: String(failover.condition_status),
      },
    },
  }
}

function addressFaults(name: string, given: Properties | undefined, rule: AddressRule, channel: WorkflowChannel) {
  if (given?.type !== channel) return [{ name: `${name}.type`, reason: `Must be \`${channel}\`, as in \`to\`.` }]
  if (isAddress(given[rule.property], rule.kind)) return []
  return [{ name: `${name}.${rule.property}`, reason: `Invalid \`${rule.property}\` parameter` }]
}

function messageFaults(name: string, message: Properties | undefined, rule: ChannelRule): InvalidParameter[] {
  const content = propertiesOf(message?.content)
  if (!message || !content) return [{ name: `${name}.content`, reason: 'is required.' }]
  const { type } = content
  const faults = checkValue(`${name}.content.type`, type ?? '', { is: 'one of', values: rule.contentTypes })
  if (faults.length > 0 || typeof type !== 'string') return faults
  const payload: ValueRule = type === 'text' ? { is: 'text', maxLength: rule.textMaxLength } : { is: 'object' }
  faults.push(...checkValue(`${name}.content.${type}`, content[type], { ...payload, required: true }))
  for (const [option, optionRule] of Object.entries(rule.options)) {
    faults.push(...checkValue(`${name}.${option}`, message[option], optionRule))
  }
  // Source: Dispatch API 0.3.3, messenger.category: message_tag makes the tag mandatory.
  const messenger = propertiesOf(message.messenger)
  if (messenger?.category === 'message_tag' && messenger.tag === undefined) {
    faults.push({ name: `${name}.messenger.tag`, reason: 'is required.' })
  }
  return faults
}

/** Source: Dispatch API 0.3.3, FailoverProperty: all but the last message have one, the last has none. */
function failoverFaults(name: string, failover: unknown, isLast: boolean): InvalidParameter[] {
  if (isLast) return failover === undefined ? [] : [{ name, reason: 'The last message has no failover.' }]
  const faults = checkValue(name, failover, FAILOVER)
  const given = propertiesOf(failover)
  for (const property of ['expiry_time', 'condition_status']) {
    if (given && given[property] === undefined) faults.push({ name: `${name}.${property}`, reason: 'is required.' })
  }
  return faults
}

function addressOf(given: Properties | undefined, rule: AddressRule, type: WorkflowChannel): WorkflowAddress {
  return { type, [rule.property]: String(given?.[rule.property]) }
}

function isChannel(value: unknown): value is WorkflowChannel {
  return typeof value === 'string' && Object.hasOwn(CHANNELS, value)
}

function propertiesOf(value: unknown): Properties | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
}
