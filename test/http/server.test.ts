import { connect } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { type Handle, startServer } from '../../src/http/server.ts'

/** A server with what its handler has thrown, stopped after the test. */
async function start(handle: Handle) {
  const errors: unknown[] = []
  const onError = (error: unknown) => errors.push(error)
  const server = await startServer({ host: '127.0.0.1', port: 0, handle, onError })
  onTestFinished(() => server.stop(0))
  return { server, errors }
}

/** The first line that is answered to a request line. */
async function statusLineOf(port: number, requestLine: string): Promise<string> {
  const socket = connect(port, '127.0.0.1')
  socket.write(`${requestLine}\r\nHost: x\r\nConnection: close\r\n\r\n`)
  let text = ''
  for await (const data of socket) text += String(data)
  return text.split('\r\n')[0] ?? ''
}

test.each([['GET // HTTP/1.1'], ['GET /%zz HTTP/1.1'], ['OPTIONS * HTTP/1.1'], ['GET http://other/ HTTP/1.1']])(
  '%s gets 400 before anybody sees it',
  async (line) => {
    const { server, errors } = await start(() => {
      throw new Error('must not be called')
    })
    expect(await statusLineOf(server.port, line)).toBe('HTTP/1.1 400 Bad Request')
    expect(errors).toEqual([])
  },
)

test.each<[string, Handle]>([
  [
    'throws',
    () => {
      throw new Error('bug')
    },
  ],
  ['rejects', () => Promise.reject(new Error('bug'))],
])('a handler that %s answers 500 and is reported once', async (_name, handle) => {
  const { server, errors } = await start(handle)
  expect((await fetch(server.url)).status).toBe(500)
  expect(errors).toEqual([new Error('bug')])
})

test('a stop lets what is under way end, and a second one waits for the same', async () => {
  const arrived = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  const { server } = await start(async (_request, response) => {
    arrived.resolve()
    await released.promise
    response.end('done')
  })
  const answer = fetch(server.url)
  await arrived.promise
  // No test waits this long: the connection, which the client keeps, is closed as soon as it has its answer.
  const graceMs = 3_600_000
  const stops = Promise.all([server.stop(graceMs), server.stop(graceMs)])
  released.resolve()
  expect(await (await answer).text()).toBe('done')
  await stops
  await expect(fetch(server.url)).rejects.toThrow()
})

test('a stop cuts off what does not end in its time', async () => {
  const arrived = Promise.withResolvers<void>()
  const { server } = await start(() => arrived.resolve())
  const answer = fetch(server.url).catch(() => 'cut off')
  await arrived.promise
  await server.stop(0)
  expect(await answer).toBe('cut off')
})
