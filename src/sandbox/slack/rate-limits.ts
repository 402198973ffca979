/** Counts calls and says when there were too many. */
export interface RateLimits {
  /** Whole seconds to wait, or undefined where the call may go on; only calls that may go on count. */
  check(method: string, conversationId: string | undefined): number | undefined
}

/** Calls a minute by tier. Source: Slack, "Rate limits"; Slack names them as minima ("50+"), here they are exact. */
const TIER_PER_MINUTE = { 2: 20, 3: 50, 4: 100 } as const

/** Tier of each method; those not named have "special" limits that aren't published. Source: each method's page. */
const METHOD_TIER: { [method: string]: 2 | 3 | 4 } = {
  'api.test': 4,
  'apps.connections.open': 3,
  'chat.delete': 3,
  'chat.postEphemeral': 4,
  'chat.update': 3,
  'conversations.history': 3,
  'conversations.info': 3,
  'conversations.join': 3,
  'conversations.list': 2,
  'conversations.members': 4,
  'conversations.open': 3,
  'conversations.replies': 3,
  'functions.completeError': 3,
  'functions.completeSuccess': 3,
  'users.info': 4,
  'users.list': 2,
  'views.open': 4,
  'views.publish': 4,
  'views.push': 4,
  'views.update': 4,
}

/** chat.postMessage: about one a second in each conversation, "short bursts" allowed; Slack doesn't say how short. */
const POST_PER_SECOND = 1
const POST_BURST = 5
const MINUTE_MS = 60_000

/** Limits by method, and for chat.postMessage by conversation, on business time. */
export function createRateLimits(now: () => number): RateLimits {
  const calls = new Map<string, number[]>()
  const posts = new Map<string, { tokens: number; at: number }>()

  function checkTier(method: string, perMinute: number): number | undefined {
    const recent = (calls.get(method) ?? []).filter((at) => at > now() - MINUTE_MS)
    calls.set(method, recent)
    const oldest = recent[0]
    if (oldest !== undefined && recent.length >= perMinute) return secondsUntil(oldest + MINUTE_MS - now())
    recent.push(now())
    return undefined
  }

  function checkPost(conversationId: string): number | undefined {
    const bucket = posts.get(conversationId) ?? { tokens: POST_BURST, at: now() }
    const tokens = Math.min(POST_BURST, bucket.tokens + (Math.max(0, now() - bucket.at) / 1000) * POST_PER_SECOND)
    if (tokens < 1) return secondsUntil(((1 - tokens) / POST_PER_SECOND) * 1000)
    posts.set(conversationId, { tokens: tokens - 1, at: now() })
    return undefined
  }

  return {
    check(method, conversationId) {
      if (method === 'chat.postMessage') return conversationId === undefined ? undefined : checkPost(conversationId)
      const tier = METHOD_TIER[method]
      return tier === undefined ? undefined : checkTier(method, TIER_PER_MINUTE[tier])
    },
  }
}

function secondsUntil(ms: number): number {
  return Math.max(1, Math.ceil(ms / 1000))
}
