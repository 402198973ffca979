import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { readApiClients } from '../../src/api-clients.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')

test('the API clients of the README are read as they stand, but for the key that is left out there', () => {
  const [, example = ''] = /set `API_CLIENTS` to a JSON file:\n\n```json\n([^`]+)```/.exec(readme) ?? []
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  const folder = mkdtempSync(join(tmpdir(), 'backstop-readme-'))
  const path = join(folder, 'api-clients.json')
  writeFileSync(path, example.replace(/"-----BEGIN[^"]+"/, JSON.stringify(pem)))
  const problems: string[] = []
  const clients = readApiClients(path, problems)
  rmSync(folder, { recursive: true })
  expect(problems).toEqual([])
  expect(clients).toMatchObject([
    {
      name: 'crm',
      application: { publicKey: expect.anything() },
      callbackUrl: expect.stringContaining('https://crm.'),
    },
    { name: 'shop', account: { apiKey: 'abcd1234' }, signatureSecret: expect.any(String) },
  ])
})
