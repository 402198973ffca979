/** Numbers from 0 up to but not 1, the same ones for the same seed. */
export type Random = () => number

/** A generator for one purpose: others with the same seed don't disturb it. Source: mulberry32, public domain. */
export function createSeededRandom(seed: number, purpose: string): Random {
  let state = seed >>> 0
  for (const character of purpose) state = (Math.imul(state, 31) + (character.codePointAt(0) ?? 0)) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
