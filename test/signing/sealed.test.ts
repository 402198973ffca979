import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { readSealingKey, seal, UnsealError, unseal } from '../../src/signing/sealed.ts'

const TEXT = '{"token":"xoxb-ünïcode-🔐"}'
const WHAT = 'the installation of T1'

function aKey(bytes = randomBytes(32)) {
  const key = readSealingKey(bytes.toString('base64'))
  if (!key) throw new Error('this is a key')
  return key
}

test('what is sealed comes back, and can not be read before', () => {
  const key = aKey()
  const sealed = seal(TEXT, WHAT, key)
  expect(Buffer.from(sealed.slice(3), 'base64url').toString('latin1')).not.toContain('xoxb')
  expect(unseal(sealed, WHAT, [key])).toBe(TEXT)
  expect(unseal(seal('', WHAT, key), WHAT, [key])).toBe('')
})

test('the same text is never sealed the same way twice', () => {
  const key = aKey()
  expect(new Set(Array.from({ length: 100 }, () => seal(TEXT, WHAT, key))).size).toBe(100)
})

test('any of several keys opens it, and a key that is not among them does not', () => {
  const [old, present, other] = [aKey(), aKey(), aKey()]
  expect(unseal(seal(TEXT, WHAT, old), WHAT, [present, old])).toBe(TEXT)
  expect(() => unseal(seal(TEXT, WHAT, old), WHAT, [present, other])).toThrow(UnsealError)
  expect(() => unseal(seal(TEXT, WHAT, old), WHAT, [])).toThrow(UnsealError)
})

test('it can not be taken for something else', () => {
  const key = aKey()
  expect(() => unseal(seal(TEXT, WHAT, key), 'the installation of T2', [key])).toThrow(UnsealError)
})

test('a change of any byte shows', () => {
  const key = aKey()
  const bytes = Buffer.from(seal(TEXT, WHAT, key).slice(3), 'base64url')
  for (let i = 0; i < bytes.length; i += 1) {
    const changed = Buffer.from(bytes)
    changed.writeUInt8(changed.readUInt8(i) ^ 1, i)
    expect(() => unseal(`v1.${changed.toString('base64url')}`, WHAT, [key]), String(i)).toThrow(UnsealError)
  }
})

test.each(['', 'v1.', 'v2.AAAA', 'plain text', `v1.${Buffer.alloc(27).toString('base64url')}`])(
  'what was never sealed is refused: %o',
  (text) => {
    expect(() => unseal(text, WHAT, [aKey()])).toThrow(UnsealError)
  },
)

test('a key is 32 bytes in base64 or hex', () => {
  const bytes = randomBytes(32)
  const sealed = seal(TEXT, WHAT, aKey(bytes))
  for (const text of [bytes.toString('base64'), bytes.toString('base64url'), bytes.toString('hex')]) {
    const key = readSealingKey(text)
    expect(key && unseal(sealed, WHAT, [key])).toBe(TEXT)
  }
})

test.each([
  ['31 bytes', randomBytes(31).toString('base64')],
  ['33 bytes', randomBytes(33).toString('hex')],
  ['a pass phrase', 'correct horse battery staple'],
  ['nothing', ''],
])('no key: %s', (_name, text) => {
  expect(readSealingKey(text)).toBeUndefined()
})
