import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { changed, type SignedStory, signStory } from '../evidence/signed-story.ts'
import { SIGNATURE_SECRET } from '../evidence/story.ts'
import { runCli } from './run-cli.ts'

let story: SignedStory
let folder: string
const pemOf = (key: KeyObject) => key.export({ type: 'spki', format: 'pem' }).toString()

beforeAll(async () => {
  story = await signStory()
  folder = mkdtempSync(join(tmpdir(), 'backstop-verify-'))
  writeFileSync(join(folder, 'evidence.json'), story.text)
  writeFileSync(join(folder, 'public.pem'), pemOf(story.publicKey))
  writeFileSync(join(folder, 'other.pem'), pemOf(generateKeyPairSync('ed25519').publicKey))
  writeFileSync(
    join(folder, 'forged.json'),
    changed(story.signed, ({ events }) => {
      for (const event of events) event.at += 1
    }),
  )
})
afterAll(() => rmSync(folder, { recursive: true }))

const verify = (...typed: string[]) => runCli(['verify', ...typed], { folder })

test('an export is verified, and what could not be checked is said', async () => {
  const { code, out } = await verify('evidence.json')
  expect(code).toBe(0)
  expect(out).toMatch(/not checked +receipts +the provider's signatures: this needs the signature secret/)
  expect(out).toMatch(/verified, but for 2 not checked\n$/)
})

test('with the secret and the key nothing is left unchecked, even strictly', async () => {
  const known = ['--signature-secret', `another,${SIGNATURE_SECRET}`, '--public-key', 'public.pem']
  expect((await verify('evidence.json', ...known, '--strict')).code).toBe(0)
})

test('strictly, what could not be checked is not verified', async () => {
  expect((await verify('evidence.json', '--strict')).code).toBe(1)
})

test.each([
  ['a forged export', ['forged.json']],
  ['an export by another key', ['evidence.json', '--public-key', 'other.pem']],
  ['receipts by another secret', ['evidence.json', '--signature-secret', 'another']],
])('%s is not verified', async (_name, typed) => {
  const { code, out } = await verify(...typed)
  expect(code).toBe(1)
  expect(out).toMatch(/NOT verified/)
})

test('the verdict and the findings are JSON with --json, also of standard input', async () => {
  const { code, out } = await runCli(['verify', '-', '--json'], { input: '{}' })
  expect(code).toBe(1)
  expect(JSON.parse(out)).toMatchObject({ verified: false, findings: expect.any(Array) })
})

test.each([
  ['a file that is not there', ['missing.json']],
  ['a public key that is none', ['evidence.json', '--public-key', 'evidence.json']],
])('%s is a mistake of usage', async (_name, typed) => {
  expect((await verify(...typed)).code).toBe(2)
})

test('the settings are used only where that was asked for', async () => {
  const environment = { VONAGE_SIGNATURE_SECRET: SIGNATURE_SECRET }
  const options = { folder, environment }
  expect((await runCli(['verify', 'evidence.json'], options)).out).toContain('but for 2 not checked')
  expect((await runCli(['verify', 'evidence.json', '--own'], options)).out).toContain('but for 1 not checked')
})
