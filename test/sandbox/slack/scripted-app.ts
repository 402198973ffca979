import { createHmac } from 'node:crypto'
import { startServer } from '../../../src/http/server.ts'
import { readBody } from '../../../src/sandbox/slack/http-body.ts'
import { isObject, type Json, type JsonObject, parseJson } from '../../../src/sandbox/slack/json.ts'
import { SIGNING_SECRET } from './bolt-app.ts'

/** An app that keeps what it gets, and acks with what `ack` says. */
export interface ScriptedApp {
  url: string
  received: JsonObject[]
  /** The last payload of a type. */
  last(type: string): JsonObject
  ack: (payload: JsonObject) => Json
  stop(): Promise<void>
}

/** Starts one on a free port; an unsigned request is answered 401. */
export async function startScriptedApp(): Promise<ScriptedApp> {
  const received: JsonObject[] = []
  const server = await startServer({
    host: '127.0.0.1',
    port: 0,
    async handle(request, response) {
      const body = await readBody(request)
      const timestamp = request.headers['x-slack-request-timestamp']
      const digest = createHmac('sha256', SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest('hex')
      if (request.headers['x-slack-signature'] !== `v0=${digest}`) {
        response.writeHead(401).end()
        return
      }
      const payload = payloadOf(body)
      received.push(payload)
      const ack = app.ack(payload)
      response.writeHead(200, { 'content-type': 'application/json' }).end(ack === null ? '' : JSON.stringify(ack))
    },
    onError: (error) => console.error(error),
  })
  const app: ScriptedApp = {
    url: server.url,
    received,
    last(type) {
      const found = received.findLast((payload) => payload.type === type || payload.command === type)
      if (!found) throw new Error(`no ${type} was received`)
      return found
    },
    ack: () => null,
    stop: () => server.stop(0),
  }
  return app
}

function payloadOf(body: string): JsonObject {
  const json = parseJson(body)
  if (isObject(json)) return json
  const form = new URLSearchParams(body)
  const payload = parseJson(form.get('payload') ?? '')
  return isObject(payload) ? payload : Object.fromEntries(form)
}
