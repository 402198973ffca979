import { describe, expect, onTestFinished, test } from 'vitest'
import { PRESENCE_INTERVAL_MS } from '../../src/reconcile/loop.ts'
import { createGate, createTestLoop, createTestQueue } from './world.ts'

describe('drained', () => {
  test('all that is due is handled once, what is due later is left', async () => {
    const queue = createTestQueue(['a', 'b'])
    queue.rows.push({ id: 'later', dueAt: 1_000_001 })
    const { loop, clock } = createTestLoop([queue])
    await loop.drain()
    expect(queue.handled).toEqual(['a', 'b'])
    clock.at += 1
    await loop.drain()
    expect(queue.handled).toEqual(['a', 'b', 'later'])
  })

  test('what a handler makes due is handled too, and what another queue gets from it', async () => {
    const second = createTestQueue([])
    const first = createTestQueue(['a'])
    first.handlers.set('a', async () => {
      first.handlers.delete('a')
      first.rows.push({ id: 'a', dueAt: 0 })
      second.rows.push({ id: 'b', dueAt: 0 })
    })
    await createTestLoop([first, second]).loop.drain()
    expect(first.handled).toEqual(['a', 'a'])
    expect(second.handled).toEqual(['b'])
  })

  test('no more rows are claimed than may be under way at once', async () => {
    const queue = createTestQueue(['a', 'b', 'c', 'd', 'e'], { concurrency: 2 })
    const { loop } = createTestLoop([queue])
    let underWay = 0
    let most = 0
    for (const { id } of queue.rows) {
      queue.handlers.set(id, async () => {
        underWay += 1
        most = Math.max(most, underWay)
        await Promise.resolve()
        underWay -= 1
      })
    }
    await loop.drain()
    expect(queue.handled).toHaveLength(5)
    expect(most).toBe(2)
    expect(queue.claims.every(({ limit }) => limit <= 2)).toBe(true)
  })

  test('what a handler throws is told with its queue, and the others go on', async () => {
    const queue = createTestQueue(['bad', 'good'])
    queue.handlers.set('bad', () => Promise.reject(new Error('bug')))
    const { loop, errors } = createTestLoop([queue])
    await loop.drain()
    expect(queue.handled).toEqual(['bad', 'good'])
    expect(errors).toEqual([[new Error('bug'), 'rows']])
  })

  test('that somebody listens is noted at once, and again only after the interval', async () => {
    const { loop, clock, noted } = createTestLoop([createTestQueue([])])
    await loop.drain()
    clock.at += PRESENCE_INTERVAL_MS - 1
    await loop.drain()
    clock.at += 1
    await loop.drain()
    expect(noted).toEqual([1_000_000, 1_000_000 + PRESENCE_INTERVAL_MS])
  })
})

describe('started', () => {
  /** A loop that is stopped after the test. */
  function start(...queues: ReturnType<typeof createTestQueue>[]) {
    const world = createTestLoop(queues)
    onTestFinished(() => world.loop.stop())
    world.loop.start()
    return world
  }

  test('a nudge has it look at once at what was written while it slept', async () => {
    const queue = createTestQueue([])
    const slept = createGate()
    const sleepy = { ...queue, nextDueAt: async () => slept.pass().then(() => undefined) }
    const { loop } = start(sleepy)
    await slept.arrived
    slept.release()
    const handled = createGate()
    queue.handlers.set('a', async () => handled.pass())
    queue.rows.push({ id: 'a', dueAt: 0 })
    loop.nudge()
    await handled.arrived
    handled.release()
    expect(queue.handled).toEqual(['a'])
  })

  test('a row that fails, and a claim that fails, are told, and it goes on', async () => {
    const queue = createTestQueue(['bad'])
    const { loop, errors } = start(queue)
    const failed = createGate()
    const done = createGate()
    queue.handlers.set('bad', async () => {
      await failed.pass()
      throw new Error('bug')
    })
    queue.handlers.set('good', async () => done.pass())
    await failed.arrived
    queue.claimFails = new Error('database is away')
    queue.rows.push({ id: 'good', dueAt: 0 })
    failed.release()
    await done.arrived
    done.release()
    await loop.stop()
    expect(errors).toEqual([
      [new Error('bug'), 'rows'],
      [new Error('database is away'), 'loop'],
    ])
  })

  test('a row of an exclusive queue is never handled twice at once, even where it is claimed again', async () => {
    const queue = createTestQueue(['card'], { isExclusive: true })
    const { loop } = start(queue)
    const first = createGate()
    const other = createGate()
    queue.handlers.set('card', async () => first.pass())
    await first.arrived
    queue.handlers.set('other', async () => other.pass())
    queue.rows.push({ id: 'card', dueAt: 0 }, { id: 'other', dueAt: 0 })
    loop.nudge()
    await other.arrived
    expect(queue.handled).toEqual(['card', 'other'])
    first.release()
    other.release()
  })

  test('a row of another queue may be, since its receipts are taken in while it is being sent', async () => {
    const queue = createTestQueue(['workflow'])
    const { loop } = start(queue)
    const send = createGate()
    const receipt = createGate()
    queue.handlers.set('workflow', async () => send.pass())
    await send.arrived
    queue.handlers.set('workflow', async () => receipt.pass())
    queue.rows.push({ id: 'workflow', dueAt: 0 })
    loop.nudge()
    await receipt.arrived
    expect(queue.handled).toEqual(['workflow', 'workflow'])
    send.release()
    receipt.release()
  })

  test('what is under way takes its place among those that may be', async () => {
    const queue = createTestQueue(['a'], { concurrency: 2 })
    const { loop } = start(queue)
    const [a, b, c] = [createGate(), createGate(), createGate()]
    queue.handlers.set('a', async () => a.pass())
    queue.handlers.set('b', async () => b.pass())
    queue.handlers.set('c', async () => c.pass())
    await a.arrived
    queue.rows.push({ id: 'b', dueAt: 0 }, { id: 'c', dueAt: 0 })
    loop.nudge()
    await b.arrived
    expect(queue.handled).toEqual(['a', 'b'])
    a.release()
    await c.arrived
    expect(queue.claims.every(({ limit }) => limit <= 2)).toBe(true)
    b.release()
    c.release()
  })

  test('it sleeps only until the next row is due', async () => {
    const asked = Promise.withResolvers<number>()
    const queue = createTestQueue([])
    queue.rows.push({ id: 'a', dueAt: 1_000_007 })
    const world = createTestLoop([queue])
    world.clock.realMsUntil = (at) => {
      asked.resolve(at)
      world.clock.at = at
      return 0
    }
    const handled = createGate()
    queue.handlers.set('a', async () => handled.pass())
    onTestFinished(() => world.loop.stop())
    world.loop.start()
    expect(await asked.promise).toBe(1_000_007)
    await handled.arrived
    handled.release()
  })
})

describe('a stop', () => {
  test('waits for what is under way, and claims nothing any more', async () => {
    const queue = createTestQueue(['a'], { concurrency: 1 })
    const { loop } = createTestLoop([queue])
    const gate = createGate()
    queue.handlers.set('a', async () => gate.pass())
    loop.start()
    await gate.arrived
    queue.rows.push({ id: 'b', dueAt: 0 })
    let hasStopped = false
    const stopped = loop.stop().then(() => {
      hasStopped = true
    })
    await new Promise(setImmediate)
    expect(hasStopped).toBe(false)
    gate.release()
    await stopped
    expect(queue.handled).toEqual(['a'])
  })

  test('may come twice, before the start, and keeps a later start from beginning anything', async () => {
    const queue = createTestQueue(['a'])
    const { loop } = createTestLoop([queue])
    await loop.stop()
    await loop.stop()
    loop.start()
    await loop.stop()
    expect(queue.handled).toEqual([])
    expect(queue.claims).toEqual([])
  })
})
