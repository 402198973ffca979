import { once } from 'node:events'
import { type WebSocket, WebSocketServer } from 'ws'
import { APP_ID } from './default-workspace.ts'
import { isObject, type Json, type JsonObject, parseJson, stringOf } from './json.ts'

/** Why Slack ends a connection. */
export type DisconnectReason = 'warning' | 'refresh_requested' | 'link_disabled' | 'too_many_websockets'

/** The Socket Mode side: connections of the app. */
export interface SocketMode {
  /** A WebSocket URL for one connection, as apps.connections.open answers it. */
  newUrl(): string
  count(): number
  /** Hands an envelope to exactly one connection; resolves with the ack's payload, undefined where no connection is open. */
  send(envelope: JsonObject, onAck: (payload: Json) => void): boolean
  disconnectAll(reason: DisconnectReason): void
  stop(): Promise<void>
}

/** Most connections of one app. Source: Slack, "Using Socket Mode: up to 10 open WebSocket connections". */
const CONNECTIONS_MAX = 10
/** Real milliseconds that connections get to close at a stop. */
const CLOSE_GRACE_MS = 500

/** Starts the WebSocket server on a free port of its own, as Slack's is on a host of its own. */
export async function startSocketMode(host: string, changed: () => void): Promise<SocketMode> {
  const server = new WebSocketServer({ host, port: 0 })
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const tickets = new Set<string>()
  const open: WebSocket[] = []
  const waiting = new Map<string, (payload: Json) => void>()
  let lastTicket = 0
  let turn = 0

  server.on('connection', (socket, request) => {
    const ticket = new URL(request.url ?? '/', 'http://socket').searchParams.get('ticket') ?? ''
    if (!tickets.delete(ticket)) return socket.close(4000, 'invalid ticket')
    if (open.length >= CONNECTIONS_MAX) {
      socket.send(disconnectText('too_many_websockets'))
      return socket.close()
    }
    open.push(socket)
    socket.on('close', () => {
      const index = open.indexOf(socket)
      if (index >= 0) open.splice(index, 1)
      changed()
    })
    socket.on('error', () => socket.terminate())
    socket.on('message', (data) => {
      const ack = parseJson(String(data))
      const id = isObject(ack) ? stringOf(ack.envelope_id) : undefined
      if (!isObject(ack) || id === undefined) return
      waiting.get(id)?.(ack.payload ?? null)
      waiting.delete(id)
    })
    socket.send(
      JSON.stringify({
        type: 'hello',
        num_connections: open.length,
        connection_info: { app_id: APP_ID },
        debug_info: { host: 'sandbox', started: '', build_number: 1, approximate_connection_time: 18_060 },
      }),
    )
    changed()
  })

  return {
    newUrl() {
      const ticket = `ticket-${++lastTicket}`
      tickets.add(ticket)
      return `ws://${host}:${port}/link/?ticket=${ticket}&app_id=${APP_ID}`
    },
    count: () => open.length,
    send(envelope, onAck) {
      const ready = open.filter((socket) => socket.readyState === socket.OPEN)
      const socket = ready[turn++ % Math.max(1, ready.length)]
      const id = stringOf(envelope.envelope_id)
      if (!socket || id === undefined) return false
      waiting.set(id, onAck)
      socket.send(JSON.stringify(envelope))
      return true
    },
    disconnectAll(reason) {
      for (const socket of open) socket.send(disconnectText(reason))
    },
    async stop() {
      const cutOff = setTimeout(() => {
        for (const socket of server.clients) socket.terminate()
      }, CLOSE_GRACE_MS)
      for (const socket of server.clients) socket.close(1001)
      await new Promise<void>((resolve) => server.close(() => resolve()))
      clearTimeout(cutOff)
    },
  }
}

function disconnectText(reason: DisconnectReason): string {
  return JSON.stringify({ type: 'disconnect', reason, debug_info: { host: 'sandbox' } })
}
