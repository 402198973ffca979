import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import type { TimelineEntry } from './timeline.ts'

/** A file of JSON lines that grows with the timeline. */
export interface JournalFile {
  write(entry: TimelineEntry): void
  /** Resolves when all is on its way to the disk. */
  close(): Promise<void>
}

/** Opens it to append; without a path nothing is written. @throws Error when it can't be opened. */
export async function openJournalFile(path: string | undefined): Promise<JournalFile> {
  if (path === undefined) return { write() {}, async close() {} }
  const stream = createWriteStream(path, { flags: 'a' })
  await once(stream, 'open')
  return {
    write: (entry) => void stream.write(`${JSON.stringify(entry)}\n`),
    close: () => new Promise((resolve) => stream.end(() => resolve())),
  }
}
