import { type ClientRequestArgs, Agent as HttpAgent } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'
import type { Duplex } from 'node:stream'

/** The code of the error with which a connection ends that took too long to stand; nothing was sent over it. */
export const CONNECT_TIMEOUT_CODE = 'ERR_CONNECT_TIMEOUT'

/**
 * Kept connections are closed after so long without use, in milliseconds, before something between here and there
 * forgets them: a request over a forgotten one gets no answer, and counts as maybe sent.
 */
const KEPT = { keepAlive: true, timeout: 5000 } as const

const agents = new Map<string, HttpAgent>()

/**
 * The agent for a protocol and a limit in real milliseconds within which a connection must stand. Connections are kept,
 * since a new one for each message would cost more than the message.
 */
export function agentFor(protocol: string, connectTimeoutMs?: number): HttpAgent {
  const name = `${protocol} ${connectTimeoutMs}`
  const known = agents.get(name)
  if (known) return known
  const agent = protocol === 'https:' ? new HttpsAgent(KEPT) : new HttpAgent(KEPT)
  if (connectTimeoutMs !== undefined) limitConnecting(agent, connectTimeoutMs)
  agents.set(name, agent)
  return agent
}

/** Node's own `timeout` is one of silence: it would cut off an answer that takes its time, too. */
function limitConnecting(agent: HttpAgent, timeoutMs: number): void {
  const create = agent.createConnection.bind(agent)
  agent.createConnection = (
    options: ClientRequestArgs,
    callback?: (error: Error | null, stream: Duplex) => void,
  ): Duplex | null | undefined => {
    const socket = create(options, callback)
    if (!socket) return socket
    const timer = setTimeout(() => {
      socket.destroy(Object.assign(new Error('the connection took too long'), { code: CONNECT_TIMEOUT_CODE }))
    }, timeoutMs)
    for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(timer))
    return socket
  }
}
