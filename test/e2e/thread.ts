import { setImmediate as nextTurn } from 'node:timers/promises'
import { isObject, type Json, objectsOf, stringOf } from '../../src/sandbox/slack/json.ts'
import type { SeenMessage } from '../../src/sandbox/slack/model.ts'
import type { World } from './world.ts'

/** The people and places of the sandbox. */
export const ADA = 'U0ADA'
export const INCIDENTS = 'C0INCIDENTS'
export const PSID = '2345678901234567'
export const NUMBER = '447700900000'

/** The last card in a conversation, with its thread. */
export function cardIn(world: World, conversationId = INCIDENTS): SeenMessage | undefined {
  return cardsIn(world, conversationId).at(-1)
}

/** All cards in a conversation; a reply that is shown there, too, is none. */
export function cardsIn({ slack }: World, conversationId = INCIDENTS): SeenMessage[] {
  return slack
    .messages(conversationId)
    .filter(({ threadTs }) => threadTs === undefined)
    .filter(({ userId, ephemeralTo }) => userId === slack.botUserId && ephemeralTo === undefined)
}

/** The replies that are shown in the conversation, too. */
export function broadcastsIn({ slack }: World, conversationId = INCIDENTS): SeenMessage[] {
  return slack.messages(conversationId).filter(({ isBroadcast }) => isBroadcast === true)
}

/** What one person alone was told in a conversation. */
export function toldTo({ slack }: World, userId: string, conversationId = INCIDENTS): string[] {
  return slack
    .messages(conversationId)
    .filter(({ ephemeralTo }) => ephemeralTo === userId)
    .map(({ text }) => text)
}

/** Clicks a button of the last card in #incidents. */
export async function clickCard(world: World, actionId: string, userId = ADA) {
  const messageTs = cardIn(world)?.ts ?? ''
  return world.slack.click({ userId, conversationId: INCIDENTS, messageTs, actionId })
}

/** All that a card says. */
export function cardText(world: World, conversationId = INCIDENTS): string {
  return JSON.stringify(cardIn(world, conversationId)?.blocks ?? [])
}

/** The lines of a section's text. */
function linesIn(text: Json | undefined): string[] {
  return isObject(text) ? (stringOf(text.text) ?? '').split('\n') : []
}

/** The lines of a card's thread, without their times. */
export function threadOf(world: World, conversationId = INCIDENTS): string[] {
  const replies = cardIn(world, conversationId)?.replies ?? []
  const lines = replies.flatMap(({ blocks }) => objectsOf(blocks).flatMap(({ text }) => linesIn(text)))
  return lines.map((line) => line.replace(/^<!date[^>]*>\s*/, ''))
}

/** Resolves when the thread has a line like this; rejects with what there is instead. */
export async function untilTold(world: World, line: RegExp, conversationId = INCIDENTS): Promise<void> {
  await world.slack.until(() => threadOf(world, conversationId).some((told) => line.test(told)))
}

/** Resolves when so many messages have come to phones. */
export async function untilSent(world: World, count: number): Promise<void> {
  await world.phones.until(() => world.phones.messages().length >= count)
}

/** The uuid of the message that was sent at this place. */
export function sentUuid({ phones }: World, place: number): string {
  const message = phones.messages()[place]
  if (!message) throw new Error(`no message ${place} was sent:\n${phones.transcript()}`)
  return message.messageUuid
}

/** Types a command in #incidents as Ada. */
export async function notify(world: World, text: string) {
  return world.slack.typeCommand({ userId: ADA, conversationId: INCIDENTS, text: `/notify ${text}`.trim() })
}

/** Messenger, then SMS: what most stories begin with. */
export const CHAIN = `messenger:${PSID},sms:${NUMBER} The server room is flooding`

/** Resolves when the card says something like this. */
export async function untilCard(world: World, words: RegExp, conversationId = INCIDENTS): Promise<void> {
  await world.slack.until(() => words.test(cardText(world, conversationId)))
}

/** Resolves when this has happened to a workflow that has no card; it has no door that would tell. */
export async function untilFact(world: World, uuid: string, type: string): Promise<void> {
  for (;;) {
    const story = await world.app().engine.read(uuid)
    if (story?.facts.some(({ fact }) => fact.type === type)) return
    await nextTurn()
  }
}

/** Requests to the product that a chance is made of; each takes it a turn of its own, and a look into its database. */
const CHANCE_REQUESTS = 15

/** Gives the product the chance to do what it must not do, before that it has not is looked at. */
export async function giveChance({ publicUrl }: World, requests = CHANCE_REQUESTS): Promise<void> {
  for (let count = 0; count < requests; count += 1) await (await fetch(`${publicUrl}/ready`)).text()
}
