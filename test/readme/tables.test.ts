import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { TABLES, withTables } from './tables.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

test('the tables of the README are what the code and the tests say (npm run docs:tables writes them)', () => {
  expect(readme).toBe(withTables(readme))
})

test.each(Object.entries(TABLES))('each row of the table %s has as many cells as its head', (_name, table) => {
  const [head, ...rows] = table()
    .split('\n')
    .filter((line) => line.startsWith('|'))
  const cells = (line = '') => line.replaceAll('\\|', '').split('|').length
  expect(rows.length).toBeGreaterThan(5)
  expect(rows.filter((row) => cells(row) !== cells(head))).toEqual([])
})

test('a README without a place for a table is told of', () => {
  expect(() => withTables('# Backstop')).toThrow('no place for the table')
})
