/**
 * What the page shows: what the fakes said last, and what the reader has chosen. Views draw all of it again on each
 * change; `keepChildren` makes that cheap.
 */
import { get } from './api.js'
import { findNews } from './news.js'
import { paced } from './paced.js'

/** @import {SeenMessage, Shortcut, SlackConversation, SlackUser, SlashCommand, StoredView} from '../slack/model.ts' */
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
 * @property {Shortcut[]} shortcuts
 * @property {Conversation[]} conversations
 * @property {StoredView[]} openViews
 * @property {StoredView | null} [appHome]
 */
/** @typedef {{ address: string, channel?: string, does: string }} MagicRecipient */
/** @typedef {{ curl: string, publicUrl: string, magicRecipients?: MagicRecipient[] }} About */
/**
 * @typedef {object} PageState
 * @property {SlackState} slack as the chosen user sees it
 * @property {readonly Phone[]} phones
 * @property {ClockState & { readAtMs: number }} clock `readAtMs` is performance.now() when it was read
 * @property {About} about
 * @property {Map<string, string>} names of people whom the guide has introduced, by each of their addresses
 * @property {string} userId
 * @property {string} conversationId
 * @property {'home' | 'messages'} tab of the conversation with the app
 * @property {string | undefined} threadTs the parent of the open thread
 * @property {Set<string>} unread conversations with messages that were not looked at
 * @property {boolean} isConnected
 * @property {boolean} isGuided while a story of the guide is played
 */

/** @typedef {ReturnType<typeof createStore> extends Promise<infer Store> ? Store : never} Store */

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
    names: new Map(),
    userId,
    conversationId: slack.conversations[0]?.id ?? '',
    tab: 'messages',
    threadTs: undefined,
    unread: new Set(),
    isConnected: true,
    isGuided: false,
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
    /** @param {string} what changed; what isn't of this store is left alone */
    refresh(what) {
      if (what === 'slack' || what === 'phones' || what === 'clock') void readers[what]()
    },
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
    /**
     * Gives somebody a name.
     * @param {string} name
     * @param {string[]} addresses
     */
    introduce(name, addresses) {
      for (const address of addresses) state.names.set(address, name)
    },
    /**
     * Goes to a conversation, with no thread open.
     * @param {string} name
     */
    visit(name) {
      state.conversationId = state.slack.conversations.find((one) => one.name === name)?.id ?? state.conversationId
      state.threadTs = undefined
      state.unread.delete(state.conversationId)
      draw()
    },
    /** @param {'home' | 'messages'} tab */
    chooseTab(tab) {
      state.tab = tab
      if (tab === 'home') state.threadTs = undefined
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
