import type { CardCall } from '../bot/card-ports.ts'

/** What may go at once, and what in a minute after that. */
interface MethodRate {
  perMinute: number
  burst: number
}

/**
 * What we take of Slack's limits: "Tier 3" is 50 a minute, of which burst and rate together stay below; of posts Slack
 * says "one a second in each conversation, short bursts", of which none is used: what happens while a reply waits for
 * its second goes with it, so that several changes in a second are one reply. Source: Slack, Rate limits.
 */
const METHOD_RATES = {
  'chat.postMessage': { perMinute: 60, burst: 1 },
  'chat.update': { perMinute: 45, burst: 5 },
  'conversations.open': { perMinute: 45, burst: 5 },
  'conversations.history': { perMinute: 45, burst: 5 },
  'functions.completeSuccess': { perMinute: 45, burst: 5 },
  'functions.completeError': { perMinute: 45, burst: 5 },
} as const satisfies Record<string, MethodRate>

const METHODS = {
  post: 'chat.postMessage',
  update: 'chat.update',
  open: 'conversations.open',
  find: 'conversations.history',
  complete: 'functions.completeSuccess',
  fail: 'functions.completeError',
} as const satisfies Record<CardCall['what'], keyof typeof METHOD_RATES>

/** The name of a call's budget: one for each method and workspace, of posts one for each conversation. */
export function slackBudgetOf({ what, teamId, conversationId }: CardCall): string {
  const method = METHODS[what]
  return what === 'post' ? `slack ${teamId} ${method} ${conversationId}` : `slack ${teamId} ${method}`
}

/**
 * What a budget allows. A conversation's posts are held with those of the whole workspace: Slack limits these, too, to
 * "several hundred a minute", and a 429 does not say which limit was met. Source: Slack, Rate limits.
 * @throws Error for a name that is no budget's.
 */
export function slackRateOf(budget: string): { name: string; perSecond: number; burst: number; heldWith?: string } {
  const [slack, teamId, method, conversationId] = budget.split(' ')
  const rate = Object.entries(METHOD_RATES).find(([name]) => name === method)?.[1]
  if (!rate) throw new Error(`there is no budget ${budget}`)
  const own = { name: budget, perSecond: rate.perMinute / 60, burst: rate.burst }
  return conversationId === undefined ? own : { ...own, heldWith: `${slack} ${teamId} ${method}` }
}
