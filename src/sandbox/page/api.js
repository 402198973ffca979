/** The page's way to its server. */

const token = document.querySelector('meta[name="sandbox-token"]')?.getAttribute('content') ?? ''

/** Changes with each start of the sandbox, for what is to be forgotten then. */
export const runId = token

/** The server said no; the message is for people. */
export class ApiError extends Error {
  /** @override */
  name = 'ApiError'
}

/**
 * @param {string} path
 * @returns {Promise<any>} the answer's JSON
 */
export function get(path) {
  return call(path, {})
}

/**
 * @param {string} path
 * @param {object} body
 * @returns {Promise<any>} the answer's JSON
 */
export function post(path, body) {
  return call(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
}

/**
 * @param {string} path
 * @param {RequestInit} options
 */
async function call(path, options) {
  const response = await fetch(path, { ...options, headers: { ...options.headers, 'x-sandbox-token': token } })
  const answer = await response.json()
  if (!response.ok) throw new ApiError(answer.error ?? `${path} was answered ${response.status}`)
  return answer
}

/**
 * Listens to what changes, and reconnects by itself.
 * @param {{ onChange: (what: string) => void, onConnection: (isOpen: boolean) => void }} told
 */
export function listen({ onChange, onConnection }) {
  const source = new EventSource(`/events?token=${encodeURIComponent(token)}&also=backstop,faults,timeline`)
  source.addEventListener('message', ({ data }) => onChange(JSON.parse(data).changed))
  source.addEventListener('open', () => onConnection(true))
  source.addEventListener('error', () => {
    onConnection(false)
    // Refused for good: the sandbox was started anew, and this page's token is of the run before.
    if (source.readyState === EventSource.CLOSED) location.reload()
  })
}
