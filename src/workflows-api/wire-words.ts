/** Our words for the wire: spaces become underscores. */
export type Underscored<T extends string> = T extends `${infer Head} ${infer Tail}` ? `${Head}_${Underscored<Tail>}` : T

/** One of our words as the wire has it. */
export function underscored<T extends string>(word: T): Underscored<T> {
  return word.replaceAll(' ', '_') as Underscored<T>
}

/** An instant as the wire has it: ISO 8601 in UTC with milliseconds. */
export function isoTime(at: number): string {
  return new Date(at).toISOString()
}
