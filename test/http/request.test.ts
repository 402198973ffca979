import type { ServerResponse } from 'node:http'
import { connect, createServer, type Socket } from 'node:net'
import { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type IncomingAnswer, type OutgoingRequest, request, retryAfterMs } from '../../src/http/request.ts'
import { type RunningServer, startServer } from '../../src/http/server.ts'

let server: RunningServer
let seen: { method: string | undefined; headers: NodeJS.Dict<string | string[]>; body: string }[]
let answer: (response: ServerResponse) => void

beforeEach(async () => {
  seen = []
  answer = (response) => response.writeHead(200, { 'X-Trace': 'one' }).end('hello')
  server = await startServer({
    host: '127.0.0.1',
    port: 0,
    onError: () => {},
    async handle(incoming, response) {
      let body = ''
      for await (const chunk of incoming) body += String(chunk)
      seen.push({ method: incoming.method, headers: incoming.headers, body })
      answer(response)
    },
  })
})

afterEach(() => server.stop(0))

function post(changes: Partial<OutgoingRequest> = {}) {
  return request({ method: 'POST', url: server.url, headers: { a: 'b' }, body: '{}', timeoutMs: 10_000, ...changes })
}

const NO_ANSWER = { type: 'failure', failure: 'no answer' }
const NOT_CONNECTED = { type: 'failure', failure: 'not connected' }

test('sends what it is given, and says what was answered with its headers in lower case', async () => {
  const outcome = await post()
  expect(outcome).toMatchObject({
    type: 'answer',
    answer: { status: 200, body: 'hello', headers: { 'x-trace': 'one' } },
  })
  expect(seen).toMatchObject([{ method: 'POST', headers: { a: 'b' }, body: '{}' }])
})

test.each([[301], [307]])('does not follow a %d, which could send a message twice', async (status) => {
  answer = (response) => response.writeHead(status, { location: server.url }).end()
  expect(await post()).toMatchObject({ type: 'answer', answer: { status } })
  expect(seen).toHaveLength(1)
})

describe('it is not known whether the server has it, and it is not repeated, when', () => {
  test.each<[string, (response: ServerResponse) => void]>([
    ['the connection is dropped without an answer', (response) => response.destroy()],
    [
      'the connection is dropped in the middle of the body',
      (response) => {
        response.writeHead(202, { 'content-length': 100 }).write('{"message_uuid":')
        setImmediate(() => response.destroy())
      },
    ],
    ['the answer is no HTTP', (response) => response.socket?.end('hello\r\n\r\n')],
    ['the answer is longer than any', (response) => response.writeHead(202).end('x'.repeat(1024 * 1024 + 1))],
  ])('%s', async (_name, how) => {
    answer = how
    expect(await post()).toEqual(NO_ANSWER)
    expect(seen).toHaveLength(1)
  })

  test('no answer comes in time', async () => {
    answer = () => {}
    expect(await post({ timeoutMs: 20 })).toEqual(NO_ANSWER)
  })

  test('the answer begins in time and does not end', async () => {
    answer = (response) => response.writeHead(202).write('{')
    expect(await post({ timeoutMs: 50 })).toEqual(NO_ANSWER)
  })
})

describe('the server has certainly not seen it when', () => {
  test('the connection is refused', async () => {
    const closed = createServer()
    await new Promise<void>((resolve) => closed.listen(0, '127.0.0.1', resolve))
    const address = closed.address()
    const port = typeof address === 'object' ? address?.port : undefined
    await new Promise((resolve) => closed.close(resolve))
    expect(await post({ url: `http://127.0.0.1:${port}` })).toEqual(NOT_CONNECTED)
    // A name with several addresses fails with one error for all of them.
    expect(await post({ url: `http://localhost:${port}` })).toEqual(NOT_CONNECTED)
  })

  test.runIf(process.platform === 'linux')('the connection does not stand in time', async () => {
    const { port, stop } = await startDeafServer()
    try {
      const url = `http://127.0.0.1:${port}`
      expect(await post({ url, connectTimeoutMs: 50 })).toEqual(NOT_CONNECTED)
    } finally {
      await stop()
    }
  })
})

test('an answer may take longer than a connection', async () => {
  answer = (response) => void setTimeout(() => response.writeHead(200).end('late'), 60)
  expect(await post({ connectTimeoutMs: 20 })).toMatchObject({ type: 'answer', answer: { body: 'late' } })
})

describe('the pause that an answer asks for', () => {
  const pauseOf = (header: string | undefined) => {
    const headers: IncomingAnswer['headers'] = header === undefined ? {} : { 'retry-after': header }
    return retryAfterMs({ status: 429, headers, body: '' })
  }

  test.each([
    ['2', 2000],
    ['0.5', 500],
    ['86400', 3_600_000],
    // An answer that asks for no pause would be repeated without end.
    ['0', undefined],
    ['', undefined],
    ['-1', undefined],
    ['soon', undefined],
    ['Sun, 22 Nov 2026 00:00:00 GMT', undefined],
    [undefined, undefined],
  ])('of Retry-After %j is %j ms', (header, ms) => {
    expect(pauseOf(header)).toBe(ms)
  })
})

/** Connections that the system takes for a server with a backlog of 1 that accepts none; Linux lets the next wait. */
const BACKLOG_CONNECTIONS = 2

/** A server that has stopped accepting, with its backlog full. */
async function startDeafServer(): Promise<{ port: number; stop: () => Promise<void> }> {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads')
    const server = require('node:net').createServer()
    server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
      parentPort.postMessage(server.address().port)
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
    })`,
    { eval: true },
  )
  const port = await new Promise<number>((resolve) => worker.once('message', resolve))
  const sockets: Socket[] = []
  for (let count = 0; count < BACKLOG_CONNECTIONS; count += 1) {
    const socket = connect(port, '127.0.0.1')
    await new Promise<void>((resolve) => socket.once('connect', resolve))
    sockets.push(socket)
  }
  return {
    port,
    async stop() {
      for (const socket of sockets) socket.destroy()
      await worker.terminate()
    },
  }
}
