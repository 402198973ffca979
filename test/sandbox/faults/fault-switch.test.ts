import { expect, test } from 'vitest'
import { FAULTS, isFaultId } from '../../../src/sandbox/faults/catalog.ts'
import { createFaultSwitch } from '../../../src/sandbox/faults/fault-switch.ts'

const OCCASIONS = 1000

function strikesOf(probability: number, seed: number): boolean[] {
  const fault = createFaultSwitch('api-500', seed)
  fault.set({ probability })
  return Array.from({ length: OCCASIONS }, () => fault.strikes())
}

test('strikes as often as its count says, and is off then', () => {
  const fault = createFaultSwitch('api-500', 1)
  expect(fault.strikes()).toBe(false)
  fault.set({ count: 2 })
  expect(fault.view().state).toEqual({ on: true, count: 2, settings: {} })
  expect([fault.strikes(), fault.strikes(), fault.strikes()]).toEqual([true, true, false])
  expect(fault.view()).toMatchObject({ state: { on: false }, struck: 2 })
})

test('strikes with its probability, the same way for the same seed', () => {
  const strikes = strikesOf(0.25, 7)
  const share = strikes.filter(Boolean).length / OCCASIONS
  expect(share).toBeGreaterThan(0.2)
  expect(share).toBeLessThan(0.3)
  expect(strikesOf(0.25, 7)).toEqual(strikes)
  expect(strikesOf(0.25, 8)).not.toEqual(strikes)
  expect(strikesOf(1, 7)).not.toContain(false)
})

test('begins anew with a seed, and stays on until it is switched off', () => {
  const fault = createFaultSwitch('receipt-lost', 7)
  fault.set({ probability: 0.5 })
  const first = Array.from({ length: 50 }, () => fault.strikes())
  fault.reseed(7)
  expect(Array.from({ length: 50 }, () => fault.strikes())).toEqual(first)
  fault.set({ off: true })
  expect(fault.strikes()).toBe(false)
})

test('keeps its own parameters, and what is usual where they are left out', () => {
  const fault = createFaultSwitch('receipt-late', 1)
  fault.set({ afterSeconds: 5 })
  expect(fault.number('afterSeconds')).toBe(5)
  fault.set({})
  expect(fault.view()).toMatchObject({ state: { on: true, count: 1, settings: { afterSeconds: 900 } } })
  const rejected = createFaultSwitch('api-rejected', 1)
  rejected.set({ code: '1340' })
  expect(rejected.text('code')).toBe('1340')
})

test.each([
  { count: 0 },
  { count: 1.5 },
  { count: '1' },
  { count: 1, probability: 0.5 },
  { probability: 0 },
  { probability: 1.01 },
  { afterSeconds: -1 },
  { afterSeconds: '5' },
  { afterSeconds: 86_401 },
])('refuses %j, and stays as it is', (wish) => {
  const fault = createFaultSwitch('receipt-late', 1)
  expect(() => fault.set(wish)).toThrow()
  expect(fault.view().state).toEqual({ on: false, settings: { afterSeconds: 900 } })
})

test('each fault is explained in a sentence of its own', () => {
  const explanations = Object.values(FAULTS).map(({ explanation }) => explanation)
  expect(new Set(explanations).size).toBe(explanations.length)
  for (const explanation of explanations) expect(explanation).toMatch(/^[A-Z][^.]+\.$/)
  expect(Object.keys(FAULTS).every(isFaultId)).toBe(true)
  expect(isFaultId('constructor')).toBe(false)
})
