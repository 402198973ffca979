/** Digits of a notification's id that are shown; so few that they can be typed, so many that two are hardly alike. */
const SHOWN_DIGITS = 6

/** A notification's id as people read and type it: `N-7F3A2C`. */
export function shortIdOf(id: string, digits = SHOWN_DIGITS): string {
  return `N-${id.replaceAll('-', '').slice(0, digits).toUpperCase()}`
}

/** How the id begins that somebody has typed, with or without the `N-`, or whole; nothing where it is none. */
export function readIdStart(typed: string): string | undefined {
  const word = typed.replaceAll('`', '').toLowerCase()
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(word)) return word
  return /^(?:n-?)?([0-9a-f]{4,8})$/.exec(word)?.[1]
}
