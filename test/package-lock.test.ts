import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

interface LockedPackage {
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
}

const file = new URL('../package-lock.json', import.meta.url)
const { packages }: { packages: Record<string, LockedPackage> } = JSON.parse(readFileSync(file, 'utf8'))

test('everything that a package asks for is in the lock file, for other platforms too: else npm ci refuses it', () => {
  const paths = Object.keys(packages)
  const isLocked = (name: string) => paths.some((path) => `/${path}`.endsWith(`/node_modules/${name}`))
  const asked = Object.values(packages).flatMap(({ dependencies, devDependencies, optionalDependencies }) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
  )
  expect(asked.length).toBeGreaterThan(100)
  expect([...new Set(asked)].filter((name) => !isLocked(name))).toEqual([])
})
