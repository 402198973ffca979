import { ask, type Check, type CheckContext, type CheckResult, shownUrl } from './check.ts'

/** Seconds by which clocks may differ: a Date header has whole seconds, and is as old as the way. */
const SMALL_SECONDS = 5

/** Seconds from which tokens are refused for it. */
const LARGE_SECONDS = 30

/** Compares this machine's clock with those of Vonage and Slack. */
export const checkClock: Check = async (context) => {
  const { api, slack } = context.config
  const vonage = api.type === 'engine' ? api.messagesApiUrl : api.url
  const addresses = [vonage, slack.apiUrl ?? 'https://slack.com/api/']
  return Promise.all(addresses.map((address) => compare(address, context)))
}

async function compare(address: string, context: CheckContext): Promise<CheckResult> {
  const name = 'clock'
  const askedAt = context.now()
  const answer = await ask(context, { method: 'GET', url: new URL(address).origin, headers: {} })
  const answeredAt = context.now()
  const theirs = typeof answer === 'string' ? Number.NaN : Date.parse(answer.headers.date ?? '')
  if (Number.isNaN(theirs)) return { level: 'left out', name, what: `${shownUrl(address)} tells no time` }
  const seconds = Math.round((askedAt + answeredAt) / 2000 - theirs / 1000)
  const apart = Math.abs(seconds)
  if (apart <= SMALL_SECONDS) return { level: 'ok', name, what: `as that of ${shownUrl(address)}` }
  return {
    level: apart > LARGE_SECONDS ? 'failed' : 'warning',
    name,
    what: `${apart} s ${seconds > 0 ? 'ahead of' : 'behind'} that of ${shownUrl(address)}`,
    todo: 'set this machine’s clock by NTP: tokens and signatures are refused for it',
  }
}
