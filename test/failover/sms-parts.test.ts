import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { smsParts } from '../../src/failover/sms-parts.ts'

/** Texts in which one-unit, escaped and 16-bit characters meet. */
const anyText = fc.string({
  unit: fc.constantFrom('a', ' ', 'é', '€', '[', '\n', 'ж', '’', '😀', 'ç'),
  maxLength: 700,
})

/** Texts that have a place in GSM-7. */
const gsmText = fc.string({ unit: fc.constantFrom('a', '@', 'Ç', '€', '{', '\n'), maxLength: 700 })

describe('the number of SMS that a text makes', () => {
  test.each([
    ['', 1],
    ['a'.repeat(160), 1],
    ['a'.repeat(161), 2],
    ['a'.repeat(306), 2],
    ['a'.repeat(307), 3],
    ['€'.repeat(80), 1],
    ['€'.repeat(81), 2],
  ])('counts 7-bit characters by one unit, escaped ones by two', (text, parts) => {
    expect(smsParts(text)).toEqual({ parts, encoding: 'GSM-7' })
  })

  test('an escaped character is not split between two parts', () => {
    expect(smsParts(`${'a'.repeat(152)}€${'a'.repeat(152)}`).parts).toBe(3)
    expect(smsParts(`${'a'.repeat(151)}€${'a'.repeat(153)}`).parts).toBe(2)
  })

  test.each([
    ['ж'.repeat(70), 1],
    ['ж'.repeat(71), 2],
    ['ж'.repeat(134), 2],
    ['ж'.repeat(135), 3],
  ])('one character outside GSM-7 makes all of it 16 bits wide', (text, parts) => {
    expect(smsParts(text)).toEqual({ parts, encoding: 'UCS-2', unicodeBecauseOf: 'ж' })
  })

  test('a surrogate pair takes two units and is not split', () => {
    expect(smsParts('😀'.repeat(35)).parts).toBe(1)
    expect(smsParts(`${'ж'.repeat(66)}😀${'ж'.repeat(66)}`).parts).toBe(3)
    expect(smsParts('see the lift 😀').unicodeBecauseOf).toBe('😀')
  })

  test('small ç and curly quotes have no place in GSM-7, large Ç has one', () => {
    expect(smsParts('Ça va').encoding).toBe('GSM-7')
    expect(smsParts('français').unicodeBecauseOf).toBe('ç')
    expect(smsParts('doesn’t').unicodeBecauseOf).toBe('’')
  })

  test('is never less than the units need, and at most as many as if each part wasted its last unit', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { parts, encoding } = smsParts(text)
        const isWide = encoding === 'UCS-2'
        const units = isWide ? text.length : text.length + (text.match(/[\f^{}\\[~\]|€]/g) ?? []).length
        if (units <= (isWide ? 70 : 160)) expect(parts).toBe(1)
        else {
          expect(parts).toBeGreaterThanOrEqual(Math.ceil(units / (isWide ? 67 : 153)))
          expect(parts).toBeLessThanOrEqual(Math.ceil(units / (isWide ? 66 : 152)))
        }
      }),
    )
  })

  test('does not shrink when something is added, unless the whole still fits into one', () => {
    fc.assert(
      fc.property(gsmText, fc.constantFrom('a', '€', 'ж'), (text, added) => {
        expect(smsParts(text + added).parts).toBeGreaterThanOrEqual(smsParts(text).parts)
      }),
    )
  })
})
