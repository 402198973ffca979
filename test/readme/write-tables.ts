import { readFileSync, writeFileSync } from 'node:fs'
import { withTables } from './tables.ts'

/** Writes the tables into the README: `npm run docs:tables`. */
const file = new URL('../../README.md', import.meta.url)
writeFileSync(file, withTables(readFileSync(file, 'utf8')))
