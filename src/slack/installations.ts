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
  /** Puts the same installation, sealed anew, in the place of what it was, unless that has changed since. */
  reseal(was: SealedInstallation, sealed: string): Promise<void>
  /** Removes it, unless it was saved after `savedUntil`. @returns whether it did. */
  remove(id: string, savedUntil: number): Promise<boolean>
  /** The organisation that a workspace was noted to belong to. */
  organisationOf(teamId: string): Promise<string | undefined>
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
  /** Seals anew what an older key has sealed, so that it can be dropped. @returns the ids of those that no key opens */
  rotate(): Promise<string[]>
}

/** The error of a call for which no token could be read. */
export const UNREADABLE = 'installation_unreadable'

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

  /** What was sealed, or nothing where none of these keys opens it. */
  function textOf({ id, sealed }: SealedInstallation, among: readonly KeyObject[]): string | undefined {
    try {
      return unseal(sealed, whatOf(id), among)
    } catch {
      return undefined
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

    async rotate() {
      const [key] = keys
      const unreadable: string[] = []
      for (const row of await rows.list()) {
        if (key && textOf(row, [key]) !== undefined) continue
        const text = textOf(row, keys)
        if (key && text !== undefined) await rows.reseal(row, seal(text, whatOf(row.id), key))
        else unreadable.push(row.id)
      }
      return unreadable
    },
  }
}

/** Of the organisation where it is installed in all of it, else of the workspace. Source: Slack, oauth.v2.access. */
export function installationIdOf({ isEnterpriseInstall, enterprise, team }: Installation): string | undefined {
  return isEnterpriseInstall ? enterprise?.id : team?.id
}
