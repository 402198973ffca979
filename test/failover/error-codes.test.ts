import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { CHANNELS, type Channel } from '../../src/failover/channel.ts'
import { adviceOn, ERROR_CODES } from '../../src/failover/error-codes.ts'

const SPECIFICATIONS = new URL('../../../shared/reference/openapi/', import.meta.url)
const found = existsSync(SPECIFICATIONS)
if (!found) console.log('Left out: comparing with the vendor’s tables of errors, which are not beside this repository.')

const channels = Object.keys(CHANNELS) as Channel[]

test.each<[string, Channel, RegExp]>([
  ['1300', 'viber_service_msg', /not on Viber/],
  ['1300', 'messenger', /must write to the page first/],
  ['1340', 'messenger', /24 hours.*message tag/],
  ['1340', 'whatsapp', /24 hours.*template/],
  ['1360', 'sms', /expired/],
  ['1370', 'messenger', /page's token.*operator/],
  ['1070', 'sms', /operator must top it up/],
  ['1240', 'sms', /STOP/],
])('a receipt with %s on %s says what to do', (code, channel, words) => {
  expect(adviceOn(code, 'receipt', channel)).toMatch(words)
})

test('what may get through later is what the vendor says', () => {
  const temporary = Object.entries(ERROR_CODES).filter(([, { isTemporary }]) => isTemporary)
  expect(temporary.map(([code]) => code)).toEqual(['1000', '1180', '1220', '1230', '1331'])
  for (const [code] of temporary) expect(adviceOn(code, 'receipt', 'sms')).toMatch(/temporary/)
})

test('a number in an answer names a part of the request, and means something else than in a receipt', () => {
  expect(adviceOn('1120', 'answer', 'sms')).toMatch(/sender of this channel/)
  expect(adviceOn('1120', 'receipt', 'sms')).toMatch(/That country/)
  expect(adviceOn('1340', 'answer', 'messenger')).toBeUndefined()
})

test.each([undefined, '', '9999', 'constructor', '__proto__'])('nothing is said about the code %j', (code) => {
  expect([adviceOn(code, 'receipt', 'sms'), adviceOn(code, 'answer', 'sms')]).toEqual([undefined, undefined])
})

test('every advice is one short line on every channel', () => {
  for (const code of Object.keys(ERROR_CODES)) {
    for (const channel of channels)
      expect(adviceOn(code, 'receipt', channel), code).toMatch(/^[A-Z][^\n*`~<>&]{5,130}[^.]$/)
  }
})

describe.runIf(found)('of the vendor’s own table', () => {
  const read = (name: string) => readFileSync(new URL(name, SPECIFICATIONS), 'utf8')

  test('every code is known', () => {
    const { 'x-errors': errors } = JSON.parse(read('messages-v1-1.4.0.json')) as { 'x-errors': object }
    const listed = read('messages-error-codes.md').matchAll(/^`(\d{4})` \|/gm)
    const [, added = ''] = /added-since-1\.4\.0: \[([\d, ]+)\]/.exec(read('messages-v1-1.20.0-extract.txt')) ?? []
    const codes = [...Object.keys(errors), ...[...listed].map(([, code = '']) => code), ...added.split(', ')]
    expect(codes.length).toBeGreaterThan(100)
    expect(codes.filter((code) => !Object.hasOwn(ERROR_CODES, code))).toEqual([])
  })
})
