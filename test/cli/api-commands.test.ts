import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { useApiWorld } from './api-world.ts'
import { UUID } from './workflow-answer.ts'

const world = useApiWorld()

describe('list', () => {
  const listed = (n: number) => ({
    workflow_uuid: `${UUID}${n}`,
    status: 'running',
    created_at: 'x',
    channels: ['sms'],
  })

  test('lists one page, and says that there are more', async () => {
    world.answering([200, { workflows: [listed(1)], next_cursor: 'c1' }])
    const { code, out, err } = await world.cli(['list', '--status', 'running', '--limit', '1'])
    expect([code, out]).toEqual([0, `${UUID}1  x  running  sms\n`])
    expect(err).toContain('--cursor c1')
    expect(world.api.requests[0]?.target).toBe('/beta/workflows?status=running&limit=1')
  })

  test('follows the cursor with --all', async () => {
    world.answering([200, { workflows: [listed(1)], next_cursor: 'c1' }], [200, { workflows: [listed(2)] }])
    const { out } = await world.cli(['list', '--all', '--json'])
    expect(JSON.parse(out)).toEqual({ workflows: [listed(1), listed(2)] })
    expect(world.api.requests.map(({ target }) => target)).toEqual(['/beta/workflows', '/beta/workflows?cursor=c1'])
  })

  test('masks numbers in texts, but not with --full', async () => {
    const summary = 'Call +447700900123'
    world.answering([200, { workflows: [{ ...listed(1), summary }], next_cursor: '447700900123' }])
    const { workflows, next_cursor: cursor } = JSON.parse((await world.cli(['list', '--json'])).out)
    expect([workflows[0].summary, cursor]).toEqual(['Call +44 •••• 123', '447700900123'])
    expect((await world.cli(['list', '--json', '--full'])).out).toContain(summary)
  })

  test.each([['--status=done'], ['--limit=0'], ['--limit=101']])('%s is a mistake of usage', async (option) => {
    expect((await world.cli(['list', option])).code).toBe(2)
    expect(world.api.requests).toEqual([])
  })
})

describe('cancel and skip', () => {
  test.each([
    ['cancelled', 0],
    ['handing_over', 0],
    ['too_late', 5],
  ])('a cancel that came to %s ends with %i', async (result, code) => {
    world.answering([200, { result, detail: 'So it is.' }])
    expect(await world.cli(['cancel', UUID])).toEqual({ code, out: 'So it is.\n', err: '' })
    expect(world.api.requests).toMatchObject([{ method: 'POST', target: `/beta/workflows/${UUID}/cancel` }])
  })

  test.each([
    ['skipped', 0],
    ['handing_over', 0],
    ['not_current', 5],
    ['last_message', 5],
  ])('a skip that came to %s ends with %i', async (result, code) => {
    world.answering([200, { result }])
    expect((await world.cli(['skip', UUID, '2', '--json'])).code).toBe(code)
    expect(world.api.requests).toMatchObject([{ target: `/beta/workflows/${UUID}/skip`, body: { index: 1 } }])
  })

  test('messages are counted from 1', async () => {
    expect((await world.cli(['skip', UUID, '0'])).code).toBe(2)
    expect(world.api.requests).toEqual([])
  })
})

describe('redact', () => {
  test.each([
    ['redacted', 0],
    ['still_running', 5],
  ])('a redaction that came to %s ends with %i', async (result, code) => {
    world.answering([200, { result, detail: 'So it is.' }])
    expect(await world.cli(['redact', UUID, '--yes'])).toEqual({ code, out: 'So it is.\n', err: '' })
    expect(world.api.requests).toMatchObject([{ method: 'POST', target: `/beta/workflows/${UUID}/redact` }])
  })

  test('without --yes nothing is asked for', async () => {
    const { code, err } = await world.cli(['redact', UUID])
    expect(code).toBe(2)
    expect(err).toContain('--yes')
    expect(world.api.requests).toEqual([])
  })
})

describe('export', () => {
  test('writes a file that only its owner may read, and never over another', async () => {
    world.answering([200, '{"format": 1}'])
    expect(await world.cli(['export', UUID, '-o', 'evidence.json'])).toEqual({ code: 0, out: '', err: '' })
    const path = join(world.folder, 'evidence.json')
    expect([readFileSync(path, 'utf8'), statSync(path).mode & 0o777]).toEqual(['{"format": 1}', 0o600])
    expect((await world.cli(['export', UUID, '-o', 'evidence.json'])).code).toBe(2)
  })

  test('takes evidence that is longer than other answers', async () => {
    const long = `"${'x'.repeat(3_000_000)}"`
    world.answering([200, long])
    expect((await world.cli(['export', UUID])).out).toBe(`${long}\n`)
  })

  test('prints CSV as it came', async () => {
    world.answering([200, '"seq"\r\n'])
    expect(await world.cli(['export', UUID, '--csv'])).toMatchObject({ code: 0, out: '"seq"\r\n' })
    expect(world.api.requests[0]?.target).toBe(`/beta/workflows/${UUID}/evidence?format=csv`)
  })
})

describe('whom it asks', () => {
  test('wrong credentials are refused', async () => {
    const environment = { ...world.api.environment, VONAGE_API_SECRET: 'another' }
    const { code, err } = await world.cli(['list'], { environment })
    expect(code).toBe(4)
    expect(err).toContain('Are these the credentials')
    expect(err).not.toContain('another')
  })

  test('an address where nothing listens is unreachable, and the error says what to set', async () => {
    const { PUBLIC_URL: url } = world.api.environment
    await world.api.stop(0)
    const { code, err } = await world.cli(['list', '--url', url ?? ''])
    expect(code).toBe(3)
    expect(err).toContain('--url')
  })

  test('an address with the path of the Dispatch API is asked there', async () => {
    const { code } = await world.cli(['show', UUID, '--url', `${world.api.environment.PUBLIC_URL}/v0.1/dispatch/`])
    expect(code).toBe(4)
    expect(world.api.requests.map(({ target }) => target)).toEqual([`/v0.1/dispatch/${UUID}`])
  })

  test('without credentials nothing is asked for', async () => {
    const { code, err } = await world.cli(['list'], { environment: { PUBLIC_URL: world.api.environment.PUBLIC_URL } })
    expect(code).toBe(2)
    expect(err).toContain('VONAGE_APPLICATION_ID')
    expect(world.api.requests).toEqual([])
  })

  test('what is not Backstop is told apart', async () => {
    world.answering([200, '<html>'])
    expect((await world.cli(['list'])).code).toBe(3)
  })
})
