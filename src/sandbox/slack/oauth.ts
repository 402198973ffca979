import type { ServerResponse } from 'node:http'
import { APP_ID, BOT_USER_ID, DEFAULT_SCOPES, DEFAULT_USERS, TEAM } from './default-workspace.ts'
import type { JsonObject } from './json.ts'
import type { Workspace } from './workspace.ts'

/** The app as Slack knows it, where it may be installed by OAuth. */
export interface OAuthApp {
  clientId: string
  clientSecret: string
  /** Of the app's settings; a redirect_uri must begin with one of them. */
  redirectUrls: string[]
}

/** What oauth.v2.access is asked with. */
export interface CodeExchange {
  clientId: string | undefined
  clientSecret: string | undefined
  code: string | undefined
  redirectUri: string | undefined
}

/** How the app comes into the workspace, and which tokens are good. */
export interface OAuth {
  /** The page with *Allow*, as though somebody had clicked it at once. */
  authorize(url: URL, response: ServerResponse): void
  /** What oauth.v2.access answers, or the error in Slack's word. */
  access(asked: CodeExchange): JsonObject | string
  isBotToken(token: string): boolean
  /** A token of an installation that was removed. */
  isRevoked(token: string): boolean
  /** Somebody removes the app: its tokens are good no more. */
  remove(): void
}

/** Business milliseconds for which a code is good, once. Source: Slack, "Installing with OAuth: exchanging a temporary code". */
const CODE_GOOD_MS = 600_000

/** Without an app to install the bot token is good from the beginning, as in a workspace where it was installed by hand. */
export function createOAuth(workspace: Workspace, { botToken, app }: { botToken: string; app?: OAuthApp }): OAuth {
  let live = app ? [] : [botToken]
  let revoked: string[] = []
  let issued = 0
  const codes = new Map<string, { redirectUri: string; scope: string; until: number }>()

  return {
    authorize({ searchParams }, response) {
      const refuse = (error: string) => void response.writeHead(400, { 'content-type': 'text/plain' }).end(error)
      const [scope, redirectUri] = [searchParams.get('scope') ?? '', searchParams.get('redirect_uri') ?? '']
      if (!app || searchParams.get('client_id') !== app.clientId) return refuse('invalid_client_id')
      // Source: Slack, "Installing with OAuth: redirect URLs": the beginning has to match.
      if (!app.redirectUrls.some((url) => redirectUri.startsWith(url))) return refuse('bad_redirect_uri')
      if (scope === '') return refuse('no_scopes')
      if (!scope.split(',').every((one) => DEFAULT_SCOPES.includes(one))) return refuse('invalid_scope')
      const code = workspace.nextId('code-')
      codes.set(code, { redirectUri, scope, until: workspace.now() + CODE_GOOD_MS })
      const back = new URL(redirectUri)
      back.searchParams.set('code', code)
      back.searchParams.set('state', searchParams.get('state') ?? '')
      response.writeHead(302, { location: back.href }).end()
    },

    // Errors and answer: Slack, oauth.v2.access.
    access({ clientId, clientSecret, code = '', redirectUri }) {
      if (!app || clientId !== app.clientId) return 'invalid_client_id'
      if (clientSecret !== app.clientSecret) return 'bad_client_secret'
      const granted = codes.get(code)
      codes.delete(code)
      if (!granted || granted.until < workspace.now()) return 'invalid_code'
      if (redirectUri !== granted.redirectUri) return 'bad_redirect_uri'
      issued += 1
      const token = `${botToken}-${issued}`
      live = [token]
      workspace.changed()
      return {
        access_token: token,
        token_type: 'bot',
        scope: granted.scope,
        bot_user_id: BOT_USER_ID,
        app_id: APP_ID,
        team: { id: TEAM.id, name: TEAM.name },
        enterprise: null,
        is_enterprise_install: false,
        authed_user: { id: DEFAULT_USERS[0]?.id ?? '' },
      }
    },

    isBotToken: (token) => live.includes(token),
    isRevoked: (token) => revoked.includes(token),
    remove() {
      revoked = [...revoked, ...live]
      live = []
      workspace.changed()
    },
  }
}
