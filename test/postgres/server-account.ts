import { execFile } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** The account a process is started under; empty means: the one we run under. */
export type ServerAccount = { uid: number; gid: number } | Record<string, never>

/**
 * Finds the account PostgreSQL's programs may run under: our own, or `nobody` when we are root.
 * Source: PostgreSQL 18 documentation, initdb: "initdb must be run as the user that will own the server process", not as root.
 */
export async function findServerAccount(): Promise<ServerAccount> {
  if (process.getuid?.() !== 0) return {}
  const [uid, gid] = await Promise.all([run('id', ['-u', 'nobody']), run('id', ['-g', 'nobody'])])
  return { uid: Number(uid.stdout), gid: Number(gid.stdout) }
}

/** Hands a directory and all in it to the account; does nothing when the account is our own. */
export async function giveDirectoryTo(account: ServerAccount, directory: string): Promise<void> {
  if (account.uid !== undefined) await run('chown', ['-R', `${account.uid}:${account.gid}`, directory])
}
