/** Seconds that are waited after a 429 that does not say for how long. */
const RETRY_AFTER_SECONDS = 30

/** Seconds that can be waited: neither none, by which calls would follow each other without end, nor a date. */
const GOOD_RETRY_AFTER = /^[1-9]\d{0,4}$/

/**
 * The `fetch` of the SDK's clients, which hands over whole answers only: the SDK itself reads a body when its request is
 * over for it, and then what the network does to the body, or who else has written it, is an error that it knows
 * nothing of. What is thrown here it takes for a request that failed. A 429 always says for how long.
 */
export async function fetchAnswer(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const response = await fetch(url, init)
  const { status, statusText, headers } = response
  if (status === 429) {
    // Certainly not done, however its body ends.
    await response.body?.cancel().catch(() => {})
    return new Response(null, { status, statusText, headers: { 'retry-after': retryAfterOf(headers) } })
  }
  const body = await response.text()
  if (status === 200 && !isObject(body)) throw new Error('the answer is not of the Web API')
  return new Response(body === '' ? null : body, { status, statusText, headers })
}

function retryAfterOf(headers: Headers): string {
  const given = headers.get('retry-after') ?? ''
  return GOOD_RETRY_AFTER.test(given) ? given : String(RETRY_AFTER_SECONDS)
}

function isObject(body: string): boolean {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)
  } catch {
    return false
  }
}
