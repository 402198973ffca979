/** What a specification says, what Backstop does, and the tests that show it. */
export interface Clause {
  /** The properties that it is about, by their paths in the section's schema; none where it is about the whole. */
  properties: readonly string[]
  says: string
  does: string
  /** The names of tests, as they are written there. */
  tests: readonly string[]
}

/** Clauses that are about one thing; `schema` is what it is called in the specification, where it is a schema. */
export interface ClauseSection {
  title: string
  schema?: string
  clauses: readonly Clause[]
}

/** One clause. */
export function clause(
  properties: readonly string[],
  says: string,
  does: string,
  [first, ...others]: [first: string, ...others: string[]],
): Clause {
  return { properties, says, does, tests: [first, ...others] }
}
