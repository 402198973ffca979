import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { describe, expect, test } from 'vitest'

const root = new URL('../', import.meta.url)

/** The lines that a file may have at most. */
const LINES_MAX = 250

/** A source of the product, by its path from `src`. */
interface Source {
  path: string
  text: string
  imports: Import[]
}

interface Import {
  /** A path from `src` for a file of ours, else the package's name. */
  of: string
  isType: boolean
}

const sources: Source[] = pathsIn('src').map((path) => {
  const text = read(`src/${path}`)
  return { path, text, imports: importsOf(path, text) }
})

function pathsIn(folder: string): string[] {
  return readdirSync(new URL(`${folder}/`, root), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .sort()
}

function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8')
}

/** All imports and re-exports, also those that are made while running. */
function importsOf(path: string, text: string): Import[] {
  const statements = text.matchAll(/^(?:import|export)\b([^'"`;=(]*?)\bfrom '([^']+)'|^import '([^']+)'/gm)
  const calls = text.matchAll(/\bimport\('([^']+)'\)/g)
  return [
    ...[...statements].map(([, what = '', from, bare]) => ({
      of: resolved(path, from ?? bare ?? ''),
      isType: isTypeOnly(what),
    })),
    ...[...calls].map(([, from = '']) => ({ of: resolved(path, from), isType: false })),
  ]
}

/** `import type …`, or braces in which each name is marked as a type. */
function isTypeOnly(what: string): boolean {
  if (/^\s*type\b/.test(what)) return true
  const [, names] = /^\s*\{([^}]*)\}\s*$/.exec(what) ?? []
  const listed = names?.split(',').filter((name) => name.trim() !== '') ?? []
  return listed.length > 0 && listed.every((name) => /^\s*type\s/.test(name))
}

function resolved(path: string, from: string): string {
  if (from.startsWith('.')) return join(dirname(path), from)
  return from.startsWith('@') ? from.split('/').slice(0, 2).join('/') : from.replace(/^(?!node:)([^/]+)\/.*$/, '$1')
}

/** The sources in a folder. */
function inFolder(folder: string): Source[] {
  const found = sources.filter(({ path }) => path.startsWith(`${folder}/`))
  if (found.length === 0) throw new Error(`there is nothing in src/${folder}`)
  return found
}

/** The imports that a rule forbids, as `file → import`. */
function forbidden(among: readonly Source[], isAllowed: (one: Import, path: string) => boolean): string[] {
  return among.flatMap(({ path, imports }) =>
    imports.filter((one) => !isAllowed(one, path)).map(({ of }) => `${path} → ${of}`),
  )
}

const isIn = (folder: string) => (path: string) => path.startsWith(`${folder}/`)
const isNode = ({ of }: Import) => of.startsWith('node:')
const isOurs = ({ of }: Import) => of.endsWith('.ts')

/** The folders that reach the outside; they never know each other. */
const ADAPTERS = ['store', 'messages-api', 'workflows-api', 'webhooks', 'slack']

/** Where the sandbox starts the product, in a process of its own. */
const SANDBOX_ENTRY = 'sandbox/backstop.ts'

/** What every adapter may use: it knows nothing of the product's services. */
const LEAVES = ['http', 'signing', 'evidence']
const LEAF_FILES = ['clock.ts', 'logger.ts', 'bugs.ts']

/** What the services need of the adapters, or both of: types, and the numbers and pure questions that belong to them. */
const PORTS = ['bot/card-ports.ts', 'bot/notification.ts', 'bot/ports.ts', 'bot/same-request.ts', 'engine/ports.ts']

/** What the services offer; others may know its types alone. */
const SERVICES = ['bot/bot.ts', 'engine/engine.ts']

describe('the direction of imports', () => {
  test('the rules of failover know nothing but themselves', () => {
    expect(forbidden(inFolder('failover'), ({ of }) => isIn('failover')(of))).toEqual([])
  })

  test('ports know types alone', () => {
    const ports = sources.filter(({ path }) => PORTS.includes(path))
    expect(forbidden(ports, ({ isType }) => isType)).toEqual([])
  })

  test('http knows nothing but itself, Node, node-fetch, and zod for what it reads', () => {
    const isAllowed = (one: Import) => isIn('http')(one.of) || isNode(one) || /^(node-fetch|zod)$/.test(one.of)
    expect(forbidden(inFolder('http'), isAllowed)).toEqual([])
  })

  test('the services know the rules and each other’s ports, and no adapter', () => {
    const isAllowed = ({ of }: Import, path: string) =>
      isIn('failover')(of) ||
      isIn(dirname(path))(of) ||
      PORTS.includes(of) ||
      SERVICES.includes(of) ||
      of === 'clock.ts' ||
      of.startsWith('node:crypto') ||
      // The pauses between tries of the database are real time.
      (of === 'node:timers/promises' && path === 'engine/persist.ts')
    expect(forbidden([...inFolder('engine'), ...inFolder('bot')], isAllowed)).toEqual([])
  })

  test.each(ADAPTERS)('%s knows no other adapter, and of the services only the types of their ports', (folder) => {
    const isAllowed = (one: Import) => {
      if (!isOurs(one)) return true
      if (SERVICES.includes(one.of) || one.of === 'config.ts') return one.isType
      return (
        PORTS.includes(one.of) ||
        LEAF_FILES.includes(one.of) ||
        [folder, 'failover', ...LEAVES].some((other) => isIn(other)(one.of))
      )
    }
    expect(forbidden(inFolder(folder), isAllowed)).toEqual([])
  })

  test('signing knows only itself and the clock', () => {
    const isAllowed = (one: Import) => !isOurs(one) || isIn('signing')(one.of) || one.of === 'clock.ts'
    expect(forbidden(inFolder('signing'), isAllowed)).toEqual([])
  })

  test('the loop knows the clock alone', () => {
    const isAllowed = (one: Import) => !isOurs(one) || isIn('reconcile')(one.of) || one.of === 'clock.ts'
    expect(forbidden(inFolder('reconcile'), isAllowed)).toEqual([])
  })

  test('the sandbox knows nothing of the product but its HTTP server, so that it can’t share its mistakes', () => {
    const fakes = inFolder('sandbox').filter(({ path }) => path !== SANDBOX_ENTRY)
    const isAllowed = (one: Import) => !isOurs(one) || isIn('sandbox')(one.of) || one.of === 'http/server.ts'
    expect(forbidden(fakes, isAllowed)).toEqual([])
  })

  test('the product knows nothing of the sandbox', () => {
    const product = sources.filter(({ path }) => !isIn('sandbox')(path))
    expect(forbidden(product, ({ of }) => !isIn('sandbox')(of))).toEqual([])
  })

  test('no file comes back to itself', () => {
    expect(cycles()).toEqual([])
  })
})

describe('what only one place may use', () => {
  test.each<[string, RegExp, (path: string) => boolean]>([
    ['the environment', /\bprocess\.env\b/, (path) => ['main.ts', 'cli/main.ts', SANDBOX_ENTRY].includes(path)],
    [
      'the time',
      /\bDate\.now\(|\bnew Date\(\)/,
      (path) => ['clock.ts', 'sandbox/vonage/protocol-clock.ts'].includes(path),
    ],
    ['standard output', /\bconsole\.|process\.stdout/, (path) => isIn('cli')(path) || path === 'sandbox/main.ts'],
  ])('%s', (_name, pattern, isAllowed) => {
    expect(sources.filter(({ path, text }) => pattern.test(text) && !isAllowed(path)).map(({ path }) => path)).toEqual(
      [],
    )
  })

  test.each<[string, RegExp, (path: string) => boolean]>([
    ['node-fetch', /^node-fetch$/, (path) => path === 'http/request.ts'],
    ['Slack’s libraries', /^@slack\//, (path) => isIn('slack')(path) || isIn('sandbox')(path)],
    ['SQL', /^(kysely|pg|node:sqlite)$/, isIn('store')],
  ])('%s', (_name, pattern, isAllowed) => {
    expect(forbidden(sources, ({ of }, path) => !pattern.test(of) || isAllowed(path))).toEqual([])
  })
})

describe('files', () => {
  const all = [...pathsIn('src').map((path) => `src/${path}`), ...pathsIn('test').map((path) => `test/${path}`)]

  test(`have at most ${LINES_MAX} lines`, () => {
    expect(all.filter((path) => read(path).trimEnd().split('\n').length > LINES_MAX)).toEqual([])
  })

  test('are named after what they hold', () => {
    const isVague = /(^|\/)(utils?|helpers?|common|types?|index|misc)(\.test)?\.ts$/
    expect(all.filter((path) => isVague.test(path))).toEqual([])
    expect(all.filter((path) => !/^[a-z0-9/.-]+$/.test(path))).toEqual([])
  })

  test('export by name', () => {
    expect(sources.filter(({ text }) => /^export default\b/m.test(text)).map(({ path }) => path)).toEqual([])
  })
})

test('everything that is exported says what it is', () => {
  const undocumented = sources.flatMap(({ path, text }) =>
    [...`\n${text}`.matchAll(/(.*)\n^export (?:async |abstract )?(?:function\*?|const|interface|type|class) (\w+)/gm)]
      .filter(([, before = '']) => !/\*\/\s*$/.test(before))
      .map(([, , name]) => `${path}: ${name}`),
  )
  expect(undocumented).toEqual([])
})

describe('this test', () => {
  test.each<[string, Import[]]>([
    ["import { a } from './b.ts'", [{ of: 'x/b.ts', isType: false }]],
    ["import type { A } from '../b.ts'", [{ of: 'b.ts', isType: true }]],
    ["import { type A, type B } from './b.ts'", [{ of: 'x/b.ts', isType: true }]],
    ["import { type A, b } from './b.ts'", [{ of: 'x/b.ts', isType: false }]],
    ["import {\n  type A,\n  b,\n} from './b.ts'", [{ of: 'x/b.ts', isType: false }]],
    ["export type { A } from './b.ts'", [{ of: 'x/b.ts', isType: true }]],
    ["import './b.ts'", [{ of: 'x/b.ts', isType: false }]],
    ["const b = await import('./b.ts')", [{ of: 'x/b.ts', isType: false }]],
    ["import c from '@slack/bolt/deep'", [{ of: '@slack/bolt', isType: false }]],
    ["import c from 'kysely/helpers'", [{ of: 'kysely', isType: false }]],
    ["import c from 'node:fs/promises'", [{ of: 'node:fs/promises', isType: false }]],
  ])('reads %j', (text, imports) => {
    expect(importsOf('x/a.ts', text)).toEqual(imports)
  })
})

/** The ways by which a file imports itself, by values or types. */
function cycles(): string[] {
  const graph = new Map(sources.map(({ path, imports }) => [path, imports.filter(isOurs).map(({ of }) => of)]))
  const done = new Set<string>()
  const found: string[] = []
  const visit = (path: string, way: string[]): void => {
    const start = way.indexOf(path)
    if (start >= 0) found.push([...way.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const next of graph.get(path) ?? []) visit(next, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) visit(path, [])
  return found
}
