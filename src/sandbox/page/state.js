/**
 * What the page shows: what the fakes said last, and what the reader has chosen. Views draw all of it again on each
 * change; `keepChildren` makes that cheap.
 */
import { get } from './api.js'
import { findNews } from './news.js'

/** @import {SeenMessage, SlackConversation, SlackUser, SlashCommand, StoredView} from '../slack/model.ts' */
/** @import {Phone} from '../messages-api/phone.ts' */
/** @import {ClockState} from '../sandbox-clock.ts' */
/** @import {News} from './news.d.ts' */

/** @typedef {SlackConversation & { messages: SeenMessage[] }} Conversation */
/**
 * @typedef {object} SlackState
 * @property {{ name: string }} team
 * @property {string} botUserId
 * @property {SlackUser[]} users
 * @property {SlashCommand[]} slashCommands
 * @property {Conversation[]} conversations
 * @property {StoredView[]} openViews
 */
/**
 * @typedef {object} PageState
 * @property {SlackState} slack as the chosen user sees it
 * @property {readonly Phone[]} phones
 * @property {ClockState & { readAtMs: number }} clock `readAtMs` is performance.now() when it was read
 * @property {{ curl: string, publicUrl: string }} about
 * @property {string} userId
 * @property {string} conversationId
 * @property {string | undefined} threadTs the parent of the open thread
 * @property {Set<string>} unread conversations with messages that were not looked at
 * @property {boolean} isConnected
 */

/** @typedef {ReturnType<typeof createStore> extends Promise<infer Store> ? Store : never} Store */

/** Real milliseconds between two readings of the same fake; a sped-up sandbox changes much more often. */
const READ_EVERY_MS = 100

/** Reads everything once, and makes the store. */
export async function createStore() {
  const [slackBefore, phonesState, clock, about] = await Promise.all([
    get('/slack/control/state'),
    get('/phones/control/state'),
    get('/clock'),
    get('/about'),
  ])
  const userId = slackBefore.users.find((/** @type {SlackUser} */ user) => !user.isBot).id
  /** @type {SlackState} */
  const slack = await readSlack(userId)
  /** @type {PageState} */
  const state = {
    slack,
    phones: phonesState.phones,
    clock: { ...clock, readAtMs: performance.now() },
    about,
    userId,
    conversationId: slack.conversations[0]?.id ?? '',
    threadTs: undefined,
    unread: new Set(),
    isConnected: true,
  }
  /** @type {Set<string>} threads that the reader closed: they don't open by themselves again */
  const closedThreads = new Set()
  /** @type {(() => void)[]} */
  const drawers = []
  /** @type {((news: News[]) => void)[]} */
  const newsListeners = []

  const draw = () => {
    for (const drawer of drawers) drawer()
  }

  const readers = {
    slack: paced(async () => {
      const askedFor = state.userId
      const next = await readSlack(askedFor)
      if (askedFor !== state.userId) return
      const news = findNews(state.slack.conversations, next.conversations, state.userId)
      state.slack = next
      takeInNews(news)
      draw()
      for (const listener of newsListeners) listener(news)
    }),
    phones: paced(async () => {
      state.phones = (await get('/phones/control/state')).phones
      draw()
    }),
    clock: paced(async () => {
      state.clock = { ...(await get('/clock')), readAtMs: performance.now() }
      draw()
    }),
  }

  /** @param {News[]} news */
  function takeInNews(news) {
    for (const { conversationId, message, parentTs } of news) {
      if (conversationId !== state.conversationId) state.unread.add(conversationId)
      else if (parentTs !== undefined && state.threadTs === undefined && !closedThreads.has(parentTs))
        state.threadTs = message.threadTs
    }
  }

  return {
    state,
    /** @param {() => void} drawer called after each change */
    onDraw(drawer) {
      drawers.push(drawer)
      drawer()
    },
    /** @param {(news: News[]) => void} listener */
    onNews: (listener) => newsListeners.push(listener),
    /** @param {'slack' | 'phones' | 'clock'} what */
    refresh: (what) => readers[what](),
    /** @param {string} id */
    async chooseUser(id) {
      state.userId = id
      state.slack = await readSlack(id)
      state.unread.clear()
      state.threadTs = undefined
      if (!state.slack.conversations.some((one) => one.id === state.conversationId))
        state.conversationId = state.slack.conversations[0]?.id ?? ''
      draw()
    },
    /** @param {string} id */
    chooseConversation(id) {
      if (id !== state.conversationId) state.threadTs = undefined
      state.conversationId = id
      state.unread.delete(id)
      draw()
    },
    /** @param {string | undefined} ts */
    chooseThread(ts) {
      if (state.threadTs !== undefined && ts === undefined) closedThreads.add(state.threadTs)
      state.threadTs = ts
      draw()
    },
    /** @param {boolean} isConnected */
    setConnected(isConnected) {
      state.isConnected = isConnected
      draw()
    },
    conversation: () => state.slack.conversations.find((one) => one.id === state.conversationId),
    /** Business time by now, counted on from the last reading. */
    nowMs: () => state.clock.now + (performance.now() - state.clock.readAtMs) * state.clock.rate,
    /** @param {string} id */
    userName: (id) =>
      state.slack.users.find((user) => user.id === id)?.realName ?? (id === 'USLACKBOT' ? 'Slackbot' : id),
    /** @param {string} id */
    conversationName: (id) => state.slack.conversations.find((one) => one.id === id)?.name ?? 'a private conversation',
  }
}

/**
 * @param {string} userId
 * @returns {Promise<SlackState>}
 */
function readSlack(userId) {
  return get(`/slack/control/state?userId=${encodeURIComponent(userId)}`)
}

/**
 * Runs one at a time, with a pause after each; calls in between become one more.
 * @param {() => Promise<void>} read
 */
function paced(read) {
  let isRunning = false
  let isWanted = false
  return async function run() {
    isWanted = true
    if (isRunning) return
    isRunning = true
    while (isWanted) {
      isWanted = false
      // A reading that failed is made up for by the next change; the connection's state is shown elsewhere.
      await read().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS))
    }
    isRunning = false
  }
}
