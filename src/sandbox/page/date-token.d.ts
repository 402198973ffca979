/** Where the reader is, and what day it is there. */
export interface Reader {
  timeZone?: string
  locale?: string
  nowMs: number
}

/** The text of a date token; its fallback where the format has a part that isn't known. */
export function formatDateToken(token: { seconds: number; format: string; fallback: string }, reader: Reader): string
