import type { ProblemAnswer } from '../vonage/http-exchange.ts'
import { checkValue, type InvalidParameter, isAddress, isWebUrl } from '../vonage/value-check.ts'
import { type ChannelRule, channelRule, isWireChannel } from './channel-rules.ts'
import type { WireChannel } from './phone.ts'
import {
  INVALID_CLIENT_REF,
  INVALID_MESSAGE_TYPE,
  INVALID_RECIPIENT,
  INVALID_SENDER,
  invalidChannelParameters,
  invalidMessageParameters,
  UNSUPPORTED_CHANNEL,
} from './problems.ts'

/** A send request whose every property was checked. */
export interface ValidMessage {
  channel: WireChannel
  to: string
  from: string
  text: string | undefined
  clientRef: string | undefined
  webhookUrl: string | undefined
  webhookVersion: 'v0.1' | 'v1'
  ttlSeconds: number | undefined
  content: Readonly<Record<string, unknown>>
}

type Body = Readonly<Record<string, unknown>>

/**
 * Properties of every channel. The API's own `failover` array is left out on purpose: this fake does not send further
 * messages by itself, and refuses rather than ignores. Source: Messages API 1.20.0, outboundMessageCommon.
 */
const COMMON = ['channel', 'message_type', 'to', 'from', 'client_ref', 'webhook_url', 'webhook_version']

/** Checks a body against Messages API v1; says the first documented error that fits. */
export function validateMessage(
  body: Body,
  allowedFrom: Partial<Record<WireChannel, readonly string[]>>,
): { message: ValidMessage } | { problem: ProblemAnswer } {
  const { channel, to, from } = body
  const rule = channelRule(channel)
  if (!rule || !isWireChannel(channel)) return { problem: UNSUPPORTED_CHANNEL }
  if (typeof body.message_type !== 'string' || !Object.hasOwn(rule.payloads, body.message_type)) {
    return { problem: INVALID_MESSAGE_TYPE }
  }
  if (!isAddress(to, rule.to)) return { problem: INVALID_RECIPIENT }
  if (!isAddress(from, rule.from) || allowedFrom[channel]?.includes(from) === false) return { problem: INVALID_SENDER }
  const clientRef = body.client_ref
  if (clientRef !== undefined && !isClientRef(clientRef)) return { problem: INVALID_CLIENT_REF }
  const channelFaults = channelParameterFaults(body, channel, rule)
  if (channelFaults.length > 0) return { problem: invalidChannelParameters(channelFaults) }
  const faults = parameterFaults(body, body.message_type, rule)
  if (faults.length > 0) return { problem: invalidMessageParameters(faults) }

  return {
    message: {
      channel,
      to,
      from,
      text: textOf(body, body.message_type),
      clientRef,
      webhookUrl: typeof body.webhook_url === 'string' ? body.webhook_url : undefined,
      webhookVersion: body.webhook_version === 'v0.1' ? 'v0.1' : 'v1',
      ttlSeconds: ttlOf(body.ttl) ?? ttlOf(property(body[channel], 'ttl')),
      content: body,
    },
  }
}

/** Up to 100 characters. Source: Messages API 1.20.0, client_ref. */
function isClientRef(value: unknown): value is string {
  return typeof value === 'string' && [...value].length <= 100
}

/** Faults in the object named after the channel, and what other properties demand of it. */
function channelParameterFaults(body: Body, channel: WireChannel, rule: ChannelRule): InvalidParameter[] {
  const options = body[channel]
  const optionRule = rule.options[channel]
  const faults = optionRule ? checkValue(channel, options, optionRule) : []
  if (channel === 'messenger') {
    // Source: Messages API 1.20.0: a message_tag needs its tag.
    const needsTag = property(options, 'category') === 'message_tag' && property(options, 'tag') === undefined
    if (needsTag) faults.push({ name: 'messenger.tag', reason: 'is required.' })
  }
  if (body.message_type === 'template' && property(options, 'locale') === undefined) {
    faults.push({ name: 'whatsapp.locale', reason: 'is required.' })
  }
  return faults
}

function parameterFaults(body: Body, messageType: string, rule: ChannelRule): InvalidParameter[] {
  const known = new Set([...COMMON, messageType, ...Object.keys(rule.options)])
  const faults = Object.keys(body)
    .filter((name) => !known.has(name))
    .map((name) => ({ name, reason: 'Is not a known parameter.' }))
  const payload = rule.payloads[messageType]
  if (payload) faults.push(...checkValue(messageType, body[messageType], { ...payload, ...REQUIRED }))
  for (const [name, option] of Object.entries(rule.options)) {
    if (name !== body.channel) faults.push(...checkValue(name, body[name], option))
  }
  if (body.webhook_url !== undefined && !isWebUrl(body.webhook_url)) {
    faults.push({ name: 'webhook_url', reason: 'Must be a valid URL.' })
  }
  const versions = { is: 'one of', values: ['v0.1', 'v1'] } as const
  return [...faults, ...checkValue('webhook_version', body.webhook_version, versions)]
}

const REQUIRED = { required: true } as const

function textOf(body: Body, messageType: string): string | undefined {
  const text = messageType === 'text' ? body.text : property(body[messageType], 'caption')
  return typeof text === 'string' ? text : undefined
}

function ttlOf(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined
}

function property(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined
  const properties: Body = { ...value }
  return properties[name]
}
