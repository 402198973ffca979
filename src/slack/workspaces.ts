import type { AuthorizeResult, AuthorizeSourceData } from '@slack/bolt'
import { z } from 'zod'
import type { ReportBug } from '../bugs.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import { callSlack } from './call-outcome.ts'
import { createInstallations, type InstallationRows, UnreadableInstallationError } from './installations.ts'
import { type ClientsOf, createWebClients, NotInstalledError, type WebClients } from './web-clients.ts'

/** Where a request of Slack's comes from. */
export type Source = AuthorizeSourceData<boolean>

/** What is read of the body of a click in a view, or of one that is sent. */
const viewBody = z.object({ view: z.object({ app_installed_team_id: z.string() }) })

/** The workspaces in which the app is. */
export interface Workspaces {
  clientsOf: ClientsOf
  /** What listeners are told of where they are; never rejects. */
  authorize(source: Source, body?: object): Promise<AuthorizeResult & { isUnknownWorkspace?: boolean }>
  /** The app was removed. @param at when, so that a late word of it does not undo an installation made since */
  forget(id: string, at: number): Promise<void>
  /** Looks at the start whether we are let in, and drops old keys. @throws Error for the operator, where Slack refuses the token. */
  check(): Promise<void>
}

/** What workspaces are made of. */
export interface WorkspaceParts {
  rows: InstallationRows
  logger: Logger
  reportBug: ReportBug
}

/** One workspace by its token, or as many as have installed the app. */
export function createWorkspaces({ access, ...config }: Config['slack'], parts: WorkspaceParts): Workspaces {
  const apiUrl = config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }
  return access.type === 'one workspace'
    ? createOneWorkspace({ botToken: access.botToken, ...apiUrl }, parts)
    : createSeveralWorkspaces({ ...access, ...apiUrl }, parts)
}

function createOneWorkspace(one: { botToken: string; apiUrl?: string }, { logger }: WorkspaceParts): Workspaces {
  const clients = createWebClients(one, logger)
  return {
    clientsOf: async () => clients,
    // Asking Slack who we are at each start, or for each event, would make us fail with it.
    authorize: async () => ({ botToken: one.botToken }),
    // The token is the operator's: what Slack says of it will be said of its next use.
    forget: async () => {},
    async check() {
      const checked = await callSlack(() => clients.interactive.auth.test())
      if (checked.type === 'locked out' || checked.type === 'impossible')
        throw new Error(`Slack refuses SLACK_BOT_TOKEN (${checked.error})`)
      if (checked.type !== 'done') logger.warn('Slack can not be reached; messages go out, and the cards follow later')
    },
  }
}

type Several = Extract<Config['slack']['access'], { type: 'several workspaces' }> & { apiUrl?: string }

function createSeveralWorkspaces(config: Several, { rows, logger, reportBug }: WorkspaceParts): Workspaces {
  const installations = createInstallations(rows, config.encryptionKeys)
  const apiUrl = config.apiUrl === undefined ? {} : { apiUrl: config.apiUrl }
  /** By workspace; those of another installation than the row's present one are made anew. */
  const cached = new Map<string, { sealed: string; clients: WebClients }>()

  async function find({ isEnterpriseInstall, enterpriseId, teamId }: Source) {
    if (!isEnterpriseInstall || enterpriseId === undefined)
      return teamId === undefined ? undefined : rows.findOfTeam(teamId)
    const row = await rows.find(enterpriseId)
    const isNew = row && teamId !== undefined && (await rows.organisationOf(teamId)) !== enterpriseId
    if (isNew) await rows.noteTeam(teamId, enterpriseId)
    return row
  }

  /** A view says where the app is, also where it is used from elsewhere; of a click in it Bolt does not read that. */
  async function findOfView(body: object | undefined, { teamId }: Source) {
    const inView = viewBody.safeParse(body).data?.view.app_installed_team_id
    return inView === undefined || inView === teamId ? undefined : rows.findOfTeam(inView)
  }

  return {
    // The row is read each time: another replica may have changed it, and a look at it is nothing beside a call to Slack.
    async clientsOf(teamId) {
      const row = await rows.findOfTeam(teamId)
      if (!row) {
        cached.delete(teamId)
        throw new NotInstalledError(`the app is not installed in ${teamId}`)
      }
      const known = cached.get(teamId)
      if (known?.sealed === row.sealed) return known.clients
      // The token of a whole organisation needs to be told which workspace is meant. Source: Slack, org-ready apps.
      const team = row.id === teamId ? {} : { teamId }
      const clients = createWebClients({ botToken: installations.open(row).token, ...team, ...apiUrl }, logger)
      cached.set(teamId, { sealed: row.sealed, clients })
      return clients
    },

    async authorize(source, body) {
      try {
        const row = (await findOfView(body, source)) ?? (await find(source))
        if (!row) return { isUnknownWorkspace: true }
        const { token, id, userId } = installations.open(row)
        return { botToken: token, botId: id, botUserId: userId }
      } catch (error) {
        // Listeners need no token: what is asked for is saved and goes out, and the cards wait for the operator.
        if (!(error instanceof UnreadableInstallationError))
          reportBug(error, 'finding out which workspace Slack speaks of')
        return {}
      }
    },

    async forget(id, at) {
      if (await rows.remove(id, at)) logger.info({ id }, 'the app was removed from a workspace')
    },

    async check() {
      const unreadable = await installations.rotate()
      if (unreadable.length > 0) {
        logger.error(
          { installations: unreadable },
          'ENCRYPTION_KEY does not open these installations; set the key that sealed them behind the first one, or install the app there again',
        )
      }
    },
  }
}
