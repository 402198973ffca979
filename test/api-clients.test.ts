import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readApiClients } from '../src/api-clients.ts'

const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const PEM = publicKey.export({ type: 'spki', format: 'pem' })
const ID = '5a1a1a1a-1111-4111-8111-111111111111'
const CRM = {
  name: 'crm',
  api_key: 'abcd1234',
  api_secret: 'secret',
  callback_url: 'https://crm.example.com/status',
  signature_secret: 'its own',
}

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backstop-clients-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function read(content: unknown) {
  const path = join(folder, 'clients.json')
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  const problems: string[] = []
  return { clients: readApiClients(path, problems), problems }
}

test('no file, no further clients', () => {
  expect(readApiClients(undefined, [])).toEqual([])
})

test('a client has an account, an application, or both, and its own callback address', () => {
  const { clients, problems } = read([CRM, { name: 'shop', application_id: ID, public_key: PEM }])
  expect(problems).toEqual([])
  expect(clients).toMatchObject([
    {
      name: 'crm',
      isOperator: false,
      account: { apiKey: 'abcd1234', apiSecret: 'secret' },
      callbackUrl: CRM.callback_url,
    },
    { name: 'shop', isOperator: false, application: { id: ID } },
  ])
  expect(clients[1]?.application?.publicKey.equals(publicKey)).toBe(true)
  expect(clients[1]).not.toHaveProperty('callbackUrl')
})

test('a client that is called back has a secret of its own, since with the vendor’s it could forge receipts', () => {
  expect(read([CRM]).clients).toMatchObject([{ signatureSecret: 'its own' }])
  expect(read([{ ...CRM, signature_secret: '' }]).problems).toEqual([expect.stringContaining('signature_secret')])
  expect(read([{ ...CRM, signature_secret: undefined }]).problems).toEqual([
    expect.stringContaining('callback_url needs a signature_secret of its own'),
  ])
})

test.each<[string, unknown, string]>([
  ['what is no JSON', 'nothing', 'API_CLIENTS is no readable file with a JSON list of clients'],
  ['no list', CRM, 'API_CLIENTS is no readable file with a JSON list of clients'],
  ['a key without its secret', [{ ...CRM, api_secret: undefined }], 'client 1: api_key and api_secret belong together'],
  [
    'an application without its key',
    [{ name: 'a', application_id: ID }],
    'application_id and public_key belong together',
  ],
  ['no credentials', [{ name: 'a' }], 'needs application_id with public_key, or api_key with api_secret'],
  [
    'a key that is none',
    [{ name: 'a', application_id: ID, public_key: 'x' }],
    'public_key is no RSA public key in PEM form',
  ],
  ['an address that is none', [{ ...CRM, callback_url: 'ftp://x' }], 'callback_url must be an http or https address'],
  ['an unknown property', [{ ...CRM, url: 'x' }], 'url'],
  ['a name twice', [CRM, CRM], 'API_CLIENTS has the name crm twice'],
  ['the name of the operator', [{ ...CRM, name: 'operator' }], 'API_CLIENTS has the name operator twice'],
])('%s is a problem that says what to mend', (_what, content, problem) => {
  const { problems } = read(content)
  expect(problems).toHaveLength(1)
  expect(problems[0]).toContain(problem)
})
