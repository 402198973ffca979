import { readFileSync, writeFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Context } from './command.ts'
import { usageError } from './command-error.ts'

/** The text of a file, or of standard input for `-`. @throws CommandError when it can't be read. */
export async function readInputFile(path: string, { folder, readInput }: Context): Promise<string> {
  if (path === '-') return readInput()
  try {
    return readFileSync(resolve(folder, path), 'utf8')
  } catch (error) {
    throw usageError(`${path} can not be read: ${reasonOf(error)}`)
  }
}

/** Writes a new file that only its owner may read. @throws CommandError when there is one already. */
export function writeNewFile(path: string, text: string, { folder }: Context): void {
  try {
    writeFileSync(resolve(folder, path), text, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    throw usageError(`${path} can not be written: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EEXIST: 'it is there already; name another',
    EISDIR: 'it is a folder',
    EACCES: 'you may not',
  }
  return words[String(code)] ?? String(code ?? error)
}
