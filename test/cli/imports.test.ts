import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path/posix'
import { expect, test } from 'vitest'

const SOURCE = new URL('../../src/', import.meta.url)

/** What the command line may know: no service, no adapter but what it looks at, nothing that starts. */
const ALLOWED =
  /^(cli|failover|http|signing|evidence)\/|^(config|settings|setting-values|clock)\.ts$|^workflows-api\/(paths|[\w-]+-schema)\.ts$|^store\/inspect-database\.ts$/

test('the command line is a client like any other', () => {
  const paths = readdirSync(new URL('cli/', SOURCE), { recursive: true, encoding: 'utf8' })
  const files = paths.filter((path) => path.endsWith('.ts')).map((path) => `cli/${path}`)
  const imports = files.flatMap((path) =>
    [...readFileSync(new URL(path, SOURCE), 'utf8').matchAll(/ from '(\.[^']+)'/g)].map(([, from = '']) =>
      join(dirname(path), from),
    ),
  )
  expect(imports).toContain('store/inspect-database.ts')
  expect(imports.filter((path) => !ALLOWED.test(path))).toEqual([])
})
