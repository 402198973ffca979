/** The pauses between tries of the same thing, in milliseconds. */
export interface BackOff {
  firstMs: number
  longestMs: number
}

/** The pause after so many tries in vain before this one: it doubles with each of them. */
export function backOffMs({ firstMs, longestMs }: BackOff, before: number): number {
  return Math.min(firstMs * 2 ** before, longestMs)
}
