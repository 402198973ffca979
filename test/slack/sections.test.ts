import { describe, expect, test } from 'vitest'
import { lastLines, sectionsOf } from '../../src/slack/blocks/sections.ts'

function textsOf(lines: string[]) {
  return sectionsOf(lines).map(({ text }) => text?.text)
}

describe('sections', () => {
  test('as many lines as fit are one section', () => {
    const half = 'x'.repeat(1500)
    expect(textsOf([half, half.slice(1), 'y'])).toEqual([`${half}\n${half.slice(1)}`, 'y'])
    expect(textsOf([half, half])).toEqual([half, half])
    expect(textsOf([])).toEqual([])
  })
})

describe('the last lines', () => {
  test('are those that fit, whole ones, in their order', () => {
    expect(lastLines(['a', 'bb', 'cc'], 8)).toBe('a\nbb\ncc')
    expect(lastLines(['a', 'bb', 'cc'], 7)).toBe('a\nbb\ncc')
    expect(lastLines(['a', 'bb', 'cc'], 6)).toBe('bb\ncc')
    expect(lastLines(['a', 'bb', 'cc'], 1)).toBe('cc')
    expect(lastLines([], 1)).toBe('')
  })
})
