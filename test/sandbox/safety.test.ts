import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url))
/** The only place where the product is started with the mark of the sandbox. */
const ENTRY = 'sandbox/backstop.ts'
/** The only part of the product that the sandbox shares. */
const SHARED = 'http/server.ts'

const names = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'))
const sourceOf = (name: string) => readFileSync(join(SOURCES, name), 'utf8')

/** The files that a file names in an import, an export, a dynamic import, or as the address of a program. */
function importsOf(name: string): string[] {
  const specifiers = [...sourceOf(name).matchAll(/(?:from|import|import\(|new URL\()\s*['"](\.[^'"]*\.ts)['"]/g)]
  return specifiers.map(([, specifier = '']) => relative(SOURCES, join(SOURCES, dirname(name), specifier)))
}

/** A file with everything that it reaches. */
function reachedFrom(name: string, reached = new Set<string>()): Set<string> {
  if (reached.has(name)) return reached
  reached.add(name)
  for (const imported of importsOf(name)) reachedFrom(imported, reached)
  return reached
}

test('a real start reaches nothing of the sandbox', () => {
  const reached = [...reachedFrom('main.ts')]
  expect(reached).toContain('app.ts')
  expect(reached.filter((name) => name.startsWith('sandbox/'))).toEqual([])
})

test('nothing but its own entry joins the sandbox to the product', () => {
  const outside = names
    .filter((name) => name.startsWith('sandbox/') && name !== ENTRY)
    .flatMap((name) => importsOf(name).map((imported) => ({ name, imported })))
    .filter(({ imported }) => !imported.startsWith('sandbox/') && imported !== SHARED)
  expect(outside).toEqual([])
})

test('the mark is set in one place only', () => {
  const starters = names.filter((name) => name !== 'app.ts' && /\bstartApp\(/.test(sourceOf(name)))
  expect(starters.sort()).toEqual(['main.ts', ENTRY])
  expect(starters.filter((name) => /startApp\([^\n]*sandbox/.test(sourceOf(name)))).toEqual([ENTRY])
})

test('whatever listens in the sandbox listens on loopback', () => {
  const hosts = names
    .filter((name) => name.startsWith('sandbox/'))
    .flatMap((name) => [...sourceOf(name).matchAll(/\bhost(?:\?)?:\s*(.+?),?$/gim)].map(([, host]) => host))
  expect(hosts).toContain("options.host ?? '127.0.0.1'")
  expect(hosts.filter((host) => /0\.0\.0\.0|::(?!1)/.test(host ?? ''))).toEqual([])
})
