import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { TimelineEntry } from './timeline.ts'

/** A file of JSON lines that grows with the timeline. */
export interface JournalFile {
  write(entry: TimelineEntry): void
  /** Resolves when all is on its way to the disk; what ends later, as a webhook that was cut off, is not written. */
  close(): Promise<void>
}

/** Opens it to append; without a path nothing is written. @throws Error when it can't be opened. */
export async function openJournalFile(path: string | undefined): Promise<JournalFile> {
  if (path === undefined) return { write() {}, async close() {} }
  const stream = createWriteStream(path, { flags: 'a' })
  await once(stream, 'open')
  let isOpen = true
  return {
    write(entry) {
      if (isOpen) stream.write(`${JSON.stringify(entry)}\n`)
    },
    close() {
      isOpen = false
      return new Promise((resolve) => stream.end(() => resolve()))
    },
  }
}
