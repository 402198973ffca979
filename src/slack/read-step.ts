import { validate } from '../failover/validation.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import { readCondition } from './condition-text.ts'
import { readNotifyText, type Senders } from './notify-text.ts'
import { plainTextOf } from './plain-text.ts'
import { normalizeNumber } from './recipient-text.ts'
import { STEP_REASONS, type StepInput, stepMistake } from './words/step.ts'

/** The inputs of a step as Slack hands them over. */
export type StepInputs = { readonly [input in StepInput]?: unknown }

/** What a step asks for, or in words what is wrong with it. */
export type ReadStep =
  | { messages: WorkflowMessage[]; requesterId: string; conversationId: string }
  | { mistake: string }

/** A mistake with the input that it is in. */
class StepMistake extends Error {
  readonly input: StepInput

  constructor(input: StepInput, reason: string) {
    super(reason)
    this.input = input
  }
}

/** What is sent where no chain is given. */
const USUAL_CHAIN = 'sms'

/** Stands for the text while the chain is read, since a text could be taken for a condition. */
const ANY_TEXT = 'text'

/** A number that every channel takes for an address. */
const GOOD_ADDRESS = '447700900000'

/** Reads the inputs of a step; the conversation is the person who asked where none is given. */
export function readStep(inputs: StepInputs, senders: Senders): ReadStep {
  try {
    const requesterId = idIn('asked_by', inputs.asked_by, /^[UW][A-Z0-9]+$/, STEP_REASONS.askedBy)
    const conversation = textOf(inputs.conversation)
    const conversationId =
      conversation === ''
        ? requesterId
        : idIn('conversation', conversation, /^[CDG][A-Z0-9]+$/, STEP_REASONS.conversation)
    // A text that comes from a message or a form of Slack's has its markup, which means nothing on a phone.
    const text = plainTextOf(textOf(inputs.text))
    if (text === '') throw new StepMistake('text', STEP_REASONS.text)
    const chain = readChain(textOf(inputs.chain) || USUAL_CHAIN, readRecipient(textOf(inputs.recipient)), senders)
    const messages = chain.map((message): WorkflowMessage => ({ ...message, content: { type: 'text', text } }))
    const [problem] = validate(messages)
    if (problem) throw new StepMistake(problem.field === 'text' ? 'text' : 'chain', problem.reason)
    return { messages, requesterId, conversationId }
  } catch (error) {
    if (error instanceof StepMistake) return { mistake: stepMistake(error.input, error.message) }
    throw error
  }
}

function textOf(input: unknown): string {
  return typeof input === 'string' ? input.trim() : ''
}

function idIn(input: StepInput, value: unknown, form: RegExp, reason: string): string {
  const id = textOf(value)
  if (!form.test(id)) throw new StepMistake(input, reason)
  return id
}

/** One address, as it was typed or as Slack writes a number that it has made a link of. */
function readRecipient(typed: string): string {
  const [, linked] = /^<tel:([^|>]+)(?:\|[^>]*)?>$/.exec(typed) ?? []
  const address = (linked ?? typed).replace(/\s/g, '')
  if (address === '' || /[,:]/.test(address)) throw new StepMistake('recipient', STEP_REASONS.recipient)
  return /^[+\d().-]+$/.test(address) ? normalizeNumber(address) : address
}

/** The chain of /notify, with the recipient where a channel stands without an address. */
function readChain(typed: string, recipient: string, senders: Senders): WorkflowMessage[] {
  const [, steps = '', condition = ''] = /^([\s\S]*?)(?:\s+(if\s[\s\S]*))?$/i.exec(typed) ?? []
  const words = steps.split(',').map((word) => word.trim())
  if (words.some((word) => !/^\S+$/.test(word))) throw new StepMistake('chain', STEP_REASONS.chain)
  const filled = words.map((word) => fill(word, recipient, senders))
  const asked = condition === '' ? '' : `${readStepCondition(condition)} `
  if (asked !== '' && words.length === 1) throw new StepMistake('chain', STEP_REASONS.alone)
  const read = readNotifyText(`${filled.join(',')} ${asked}${ANY_TEXT}`, senders)
  if (read.type === 'send') return read.messages
  throw new StepMistake('chain', read.type === 'wrong' ? read.reason : STEP_REASONS.chain)
}

/** A word of the chain with its address. @throws StepMistake for a recipient whom the channel can't reach. */
function fill(word: string, recipient: string, senders: Senders): string {
  if (!/^[a-z_]+$/i.test(word)) return word
  const filled = `${word}:${recipient}`
  const read = readNotifyText(`${filled} ${ANY_TEXT}`, senders)
  // A channel that takes another address is a good one: it is the recipient that is wrong.
  const isChannel = readNotifyText(`${word}:${GOOD_ADDRESS} ${ANY_TEXT}`, senders).type === 'send'
  if (read.type === 'wrong' && isChannel) throw new StepMistake('recipient', read.reason)
  return filled
}

/** The condition with the colon that a text follows in /notify; here none may, since it would not be sent. */
function readStepCondition(typed: string): string {
  const condition = `${typed.replace(/\s*:$/, '')}:`
  const read = readCondition(condition)
  if (read.type !== 'condition' || read.text !== '') throw new StepMistake('chain', STEP_REASONS.condition)
  return condition
}
