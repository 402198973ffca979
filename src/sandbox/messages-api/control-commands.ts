import type { ControlInput } from '../vonage/control-routes.ts'
import type { Fault, FaultKind } from '../vonage/fault.ts'
import type { Behaviour, Timing } from './behaviour.ts'
import { isWireChannel } from './channel-rules.ts'
import type { FakeMessagesApi } from './contract.ts'
import type { WireStatus } from './phone.ts'

type Operations = Omit<FakeMessagesApi, 'url' | 'port' | 'stop'>

const STATUSES: readonly WireStatus[] = ['submitted', 'delivered', 'read', 'rejected', 'undeliverable']
const FAULT_KINDS: readonly FaultKind[] = [
  '400',
  '401',
  '402',
  '429',
  '500',
  'timeout after accepting',
  'drop after accepting',
  'refuse before accepting',
  'delay',
  'reject after accepting',
  'status before answer',
]

/**
 * The commands of `POST /control/<name>` and their JSON input:
 * `submitted`, `deliver`, `read`, `undeliverable` {messageUuid} · `reject` {messageUuid, code?}; instead of messageUuid
 * {address, channel?} means the latest message there, and waits up to 5 s of real time for the first ·
 * `send` {messageUuid, status, errorCode?, unsigned?, forged?, tamperedBody?, issuedAt?} ·
 * `behaviour` {address, channel?, behaviour: {submitted?, deliver?, read?, reject?: {code, afterMs?} | null,
 * statusBeforeAnswer?}}, a timing being "at once", "by hand", "never" or {afterMs} ·
 * `fault` {kind, retryAfterSeconds?, delayMs?, times?, channel?, rejectCode?} ·
 * `reply` {address, channel, text, to?} · `block` {address, channel, on} ·
 * `hold` {} · `release` {order?: "as sent" | "reversed"} · `duplicate` {count} · `run-due` {}.
 */
export function controlCommands(api: Operations): Record<string, (input: ControlInput) => unknown> {
  const messageUuid = (input: ControlInput) => messageUuidOf(api, input)
  return {
    submitted: async (input) => api.submitted(await messageUuid(input)),
    deliver: async (input) => api.deliver(await messageUuid(input)),
    read: async (input) => api.read(await messageUuid(input)),
    reject: async (input) => api.reject(await messageUuid(input), { code: optionalText(input, 'code') ?? '1300' }),
    undeliverable: async (input) => api.undeliverable(await messageUuid(input)),
    async send(input) {
      const status = STATUSES.find((known) => known === input.status)
      if (!status) throw new Error(`status must be one of ${STATUSES.join(', ')}.`)
      const errorCode = optionalText(input, 'errorCode')
      return api.send(await messageUuid(input), status, {
        unsigned: input.unsigned === true,
        forged: input.forged === true,
        tamperedBody: input.tamperedBody === true,
        ...(typeof input.issuedAt === 'number' && { issuedAt: input.issuedAt }),
        ...(errorCode !== undefined && { errorCode }),
      })
    },
    behaviour(input) {
      const { channel } = input
      if (channel !== undefined && !isWireChannel(channel)) throw new Error('channel is not known.')
      api.setBehaviour(text(input, 'address'), behaviourOf(object(input, 'behaviour')), channel)
    },
    reply(input) {
      const to = optionalText(input, 'to')
      return api.reply({ ...phoneOf(input), text: text(input, 'text'), ...(to !== undefined && { to }) })
    },
    block(input) {
      if (typeof input.on !== 'boolean') throw new Error('on must be true or false.')
      api.block({ ...phoneOf(input), on: input.on })
    },
    fault: (input) => api.fault(faultOf(input)),
    hold: () => api.hold(),
    release: (input) => api.release({ order: input.order === 'reversed' ? 'reversed' : 'as sent' }),
    duplicate: (input) => api.duplicateNext(optionalNumber(input, 'count') ?? 1),
    'run-due': () => api.runDue(),
  }
}

/** Real milliseconds that a command waits for the first message of a phone. */
const FIRST_MESSAGE_TIMEOUT_MS = 5000

async function messageUuidOf(api: Operations, input: ControlInput): Promise<string> {
  const address = optionalText(input, 'address')
  if (address === undefined) return text(input, 'messageUuid')
  const channel = optionalText(input, 'channel')
  const latest = () => api.messages().findLast((one) => one.to === address && (channel ?? one.channel) === one.channel)
  await api.until(() => latest() !== undefined, { timeoutMs: FIRST_MESSAGE_TIMEOUT_MS })
  return latest()?.messageUuid ?? ''
}

function phoneOf(input: ControlInput) {
  const { channel } = input
  if (!isWireChannel(channel)) throw new Error('channel is not known.')
  return { address: text(input, 'address'), channel }
}

function faultOf(input: ControlInput): Fault {
  const kind = FAULT_KINDS.find((known) => known === input.kind)
  if (!kind) throw new Error(`kind must be one of ${FAULT_KINDS.join(', ')}.`)
  const fault: Fault = { kind }
  for (const name of ['retryAfterSeconds', 'delayMs', 'times'] as const) {
    const value = optionalNumber(input, name)
    if (value !== undefined) fault[name] = value
  }
  for (const name of ['channel', 'rejectCode'] as const) {
    const value = optionalText(input, name)
    if (value !== undefined) fault[name] = value
  }
  return fault
}

function behaviourOf(input: ControlInput): Partial<Behaviour> {
  const behaviour: Partial<Behaviour> = {}
  for (const name of ['submitted', 'deliver', 'read'] as const) {
    if (input[name] !== undefined) behaviour[name] = timingOf(input, name)
  }
  if (typeof input.statusBeforeAnswer === 'boolean') behaviour.statusBeforeAnswer = input.statusBeforeAnswer
  if (input.reject === null) behaviour.reject = undefined
  if (input.reject !== undefined && input.reject !== null) {
    const reject = object(input, 'reject')
    const afterMs = optionalNumber(reject, 'afterMs')
    behaviour.reject = { code: text(reject, 'code'), ...(afterMs !== undefined && { afterMs }) }
  }
  return behaviour
}

function timingOf(input: ControlInput, name: string): Timing {
  const value = input[name]
  if (value === 'at once' || value === 'by hand' || value === 'never') return value
  const afterMs = optionalNumber(object(input, name), 'afterMs')
  if (afterMs === undefined) throw new Error(`${name} must be "at once", "by hand", "never" or {"afterMs": n}.`)
  return { afterMs }
}

function text(input: ControlInput, name: string): string {
  const value = optionalText(input, name)
  if (value === undefined) throw new Error(`${name} is missing.`)
  return value
}

function optionalText(input: ControlInput, name: string): string | undefined {
  const value = input[name]
  if (value !== undefined && typeof value !== 'string') throw new Error(`${name} must be a string.`)
  return value
}

function optionalNumber(input: ControlInput, name: string): number | undefined {
  const value = input[name]
  if (value !== undefined && !(typeof value === 'number' && value >= 0)) {
    throw new Error(`${name} must be a number, 0 or more.`)
  }
  return value
}

function object(input: ControlInput, name: string): ControlInput {
  const value = input[name]
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error(`${name} must be an object.`)
  return { ...value }
}
