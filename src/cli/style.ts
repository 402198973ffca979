import { styleText } from 'node:util'

/** Colours for what a terminal shows; without colour they change nothing, so none says what words don't. */
export interface Style {
  good: (text: string) => string
  bad: (text: string) => string
  doubtful: (text: string) => string
  faint: (text: string) => string
  strong: (text: string) => string
}

/** Makes the colours, or what stands in for them. */
export function createStyle(hasColour: boolean): Style {
  const inColour = (format: Parameters<typeof styleText>[0]) => (text: string) =>
    hasColour ? styleText(format, text, { validateStream: false }) : text
  return {
    good: inColour('green'),
    bad: inColour('red'),
    doubtful: inColour('yellow'),
    faint: inColour('gray'),
    strong: inColour('bold'),
  }
}

/** Rows with their columns below each other; the last column is not filled up. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const count = Math.max(0, ...rows.map(({ length }) => length))
  const widths = Array.from({ length: count }, (_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  )
}

/** Text from elsewhere in one line: a terminal would obey the control characters in it. */
export function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ').trim()
}
