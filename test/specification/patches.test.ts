import { describe, expect, test } from 'vitest'
import type { SpecificationName } from './patch.ts'
import { PATCHES } from './patches.ts'
import { isFound, patchesOf, published } from './specification.ts'

const NAMES: SpecificationName[] = ['workflows-beta-2018-10.yml', 'dispatch-0.3.3.yml', 'messages-v1-1.4.0.json']

for (const name of NAMES) {
  describe.runIf(isFound(name))(`as ${name} is`, () => {
    test.each(patchesOf(name))('$kind: $what', ({ apply }) => {
      const [before, after] = [published(name), published(name)]
      apply(after)
      expect(after).not.toEqual(before)
    })
  })
}

test('no patch says what another says', () => {
  const said = PATCHES.map(({ what }) => what)
  expect(new Set(said).size).toBe(said.length)
})
