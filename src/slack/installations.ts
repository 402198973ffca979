import type { KeyObject } from 'node:crypto'
import type { Installation } from '@slack/bolt'
import { z } from 'zod'
import { seal, UnsealError, unseal } from '../signing/sealed.ts'

/** An installation as it is kept: nobody who can read it knows the token. */
export interface SealedInstallation {
  /** Of the workspace, or of the organisation where it is installed in all of it. */
  id: string
  sealed: string
}

/** Where installations are kept. */
export interface InstallationRows {
  /** Keeps it in the place of an earlier one. */
  save(installation: SealedInstallation): Promise<void>
  find(id: string): Promise<SealedInstallation | undefined>
  /** The workspace's own, else that of its organisation. */
  findOfTeam(teamId: string): Promise<SealedInstallation | undefined>
  list(): Promise<SealedInstallation[]>
  /** Removes it, unless it was saved after `savedUntil`. @returns whether it did. */
  remove(id: string, savedUntil: number): Promise<boolean>
  /** Remembers which organisation a workspace belongs to. */
  noteTeam(teamId: string, enterpriseId: string): Promise<void>
}

/** What the app is in a workspace. */
export interface Bot {
  token: string
  id: string
  userId: string
}

/** The installations, opened. */
export interface Installations {
  /** Keeps one that Slack has just granted. @throws Error where it is of no bot or no workspace. */
  save(installation: Installation): Promise<void>
  /** @throws UnreadableInstallationError */
  open(installation: SealedInstallation): Bot
  /** Those that none of the keys opens, by their ids. */
  unreadable(): Promise<string[]>
}

/** An installation was sealed with a key that is not set any more. */
export class UnreadableInstallationError extends Error {
  override name = 'UnreadableInstallationError'
}

const installation = z.object({ bot: z.object({ token: z.string(), id: z.string(), userId: z.string() }) })

/** Seals and opens installations. @param keys the first one seals, all open; there is at least one */
export function createInstallations(rows: InstallationRows, keys: readonly KeyObject[]): Installations {
  const whatOf = (id: string) => `slack installation ${id}`

  function open({ id, sealed }: SealedInstallation): Bot {
    try {
      return installation.parse(JSON.parse(unseal(sealed, whatOf(id), keys))).bot
    } catch (error) {
      if (!(error instanceof UnsealError)) throw error
      throw new UnreadableInstallationError(`ENCRYPTION_KEY does not open the installation of ${id}`)
    }
  }

  function canOpen(row: SealedInstallation): boolean {
    try {
      open(row)
      return true
    } catch {
      return false
    }
  }

  return {
    open,

    async save(granted) {
      const id = installationIdOf(granted)
      const [key] = keys
      if (id === undefined || !key || !granted.bot) throw new Error('Slack has granted an installation without a bot')
      await rows.save({ id, sealed: seal(JSON.stringify(granted), whatOf(id), key) })
    },

    async unreadable() {
      const all = await rows.list()
      return all.filter((row) => !canOpen(row)).map(({ id }) => id)
    },
  }
}

/** Of the organisation where it is installed in all of it, else of the workspace. Source: Slack, oauth.v2.access. */
export function installationIdOf({ isEnterpriseInstall, enterprise, team }: Installation): string | undefined {
  return isEnterpriseInstall ? enterprise?.id : team?.id
}
