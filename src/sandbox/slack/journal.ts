import type { JournalEntry } from './model.ts'
import type { Workspace } from './workspace.ts'

/** What happened between the app and Slack, in order. */
export interface Journal {
  entries: JournalEntry[]
  /** Adds an entry at the present business time and tells of the change. */
  add(entry: JournalEntryWithoutTime): void
}

type WithoutTime<T> = T extends unknown ? Omit<T, 'at'> : never

/** A journal entry before it gets its time. */
export type JournalEntryWithoutTime = WithoutTime<JournalEntry>

/** An empty journal. */
export function createJournal(workspace: Workspace): Journal {
  const entries: JournalEntry[] = []
  return {
    entries,
    add(entry) {
      entries.push({ at: workspace.now(), ...entry })
      workspace.changed()
    },
  }
}
