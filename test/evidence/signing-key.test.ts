import { generateKeyPairSync } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { ConfigError, readConfig } from '../../src/config.ts'
import { publicKeyFromHex, publicKeyHex, readEvidencePublicKey } from '../../src/evidence/signing-key.ts'

const pem = (key: { export(options: { type: 'pkcs8'; format: 'pem' }): string | Buffer }) =>
  key.export({ type: 'pkcs8', format: 'pem' }).toString()
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const PEM = pem(privateKey)
const RSA_PEM = pem(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey)
const folder = mkdtempSync(join(tmpdir(), 'backstop-evidence-'))
writeFileSync(join(folder, 'evidence.key'), PEM)
afterAll(() => rmSync(folder, { recursive: true }))

const read = (EVIDENCE_KEY?: string) =>
  readConfig({
    SLACK_BOT_TOKEN: 'xoxb-1',
    SLACK_SIGNING_SECRET: 's',
    VONAGE_API_KEY: 'k',
    VONAGE_API_SECRET: 's',
    VONAGE_SIGNATURE_SECRET: 's',
    PUBLIC_URL: 'https://a.example',
    SMS_FROM: '447700900001',
    ...(EVIDENCE_KEY === undefined ? {} : { EVIDENCE_KEY }),
  })

test.each([
  ['as PEM', PEM],
  ['as PEM in one line, with \\n for its line ends', PEM.replaceAll('\n', '\\n')],
  ['as a file', join(folder, 'evidence.key')],
])('the key that signs exports can be given %s', (_name, value) => {
  expect(read(value).evidenceKey?.equals(privateKey)).toBe(true)
})

test('no key is needed', () => {
  expect(read().evidenceKey).toBeUndefined()
})

test.each([
  ['a key of another kind', RSA_PEM],
  ['a text that is no key', '-----BEGIN PRIVATE KEY-----\nx'],
  ['a file that is not there', join(folder, 'other.key')],
])('%s is refused before anything starts', (_name, value) => {
  expect(() => read(value)).toThrow(ConfigError)
  expect(() => read(value)).toThrow(
    /EVIDENCE_KEY is no Ed25519 key in PEM form, nor a readable file with one \(openssl/,
  )
})

test('a public key comes back from its hexadecimal form, and from PEM', () => {
  expect(publicKeyFromHex(publicKeyHex(privateKey))?.equals(publicKey)).toBe(true)
  const publicPem = publicKey.export({ type: 'spki', format: 'pem' }).toString()
  expect(readEvidencePublicKey(publicPem).equals(publicKey)).toBe(true)
  expect(() => readEvidencePublicKey(RSA_PEM)).toThrow('not an Ed25519 key')
})

test.each(['', '00', 'zz', `${publicKeyHex(publicKey)}00`, publicKeyHex(publicKey).toUpperCase()])(
  '%j is no public key of an export',
  (hex) => {
    expect(publicKeyFromHex(hex)).toBeUndefined()
  },
)
