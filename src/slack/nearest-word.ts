/** The one of the words that was most likely meant: one slip away from what was typed, or two in a longer word. */
export function nearestWord<Word extends string>(typed: string, words: readonly Word[]): Word | undefined {
  const slips = typed.length <= 4 ? 1 : 2
  const near = words.map((word) => ({ word, distance: distanceOf(typed.toLowerCase(), word) }))
  return near.filter(({ distance }) => distance <= slips).sort((a, b) => a.distance - b.distance)[0]?.word
}

/** Letters to add, to leave out, to change, or to swap with their neighbour (Damerau and Levenshtein). */
function distanceOf(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i]
    for (let j = 1; j <= b.length; j += 1) row.push(stepTo(rows, row, a, b, i, j))
    rows.push(row)
  }
  return rows[a.length]?.[b.length] ?? 0
}

function stepTo(rows: readonly number[][], row: readonly number[], a: string, b: string, i: number, j: number): number {
  const at = (line: readonly number[] | undefined, place: number) => line?.[place] ?? Number.POSITIVE_INFINITY
  const isSame = a[i - 1] === b[j - 1]
  const isSwapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
  return Math.min(
    at(rows[i - 1], j) + 1,
    at(row, j - 1) + 1,
    at(rows[i - 1], j - 1) + (isSame ? 0 : 1),
    isSwapped ? at(rows[i - 2], j - 2) + 1 : Number.POSITIVE_INFINITY,
  )
}
