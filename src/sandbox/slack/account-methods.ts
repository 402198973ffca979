import { BOT_ID, BOT_USER_ID, TEAM } from './default-workspace.ts'
import type { JsonObject } from './json.ts'
import type { SlackUser } from './model.ts'
import { argument, MethodError, page, type WebMethod } from './web-method.ts'

/** The methods about the token's owner, connections and people. Source: their pages on docs.slack.dev. */
export const ACCOUNT_METHODS: { [name: string]: WebMethod } = {
  'api.test': {
    token: 'none',
    run(args) {
      const error = argument(args, 'error')
      if (error !== undefined) throw new MethodError(error, { args })
      return { args }
    },
  },
  'auth.test': {
    token: 'bot',
    run: (_args, { workspace, siteUrl }) => ({
      url: `${siteUrl}/`,
      team: TEAM.name,
      user: workspace.findUser(BOT_USER_ID)?.name ?? 'bot',
      team_id: TEAM.id,
      user_id: BOT_USER_ID,
      bot_id: BOT_ID,
      is_enterprise_install: false,
    }),
  },
  'oauth.v2.access': {
    token: 'none',
    required: ['code'],
    run(args, { oauth }) {
      const answer = oauth.access({
        clientId: argument(args, 'client_id'),
        clientSecret: argument(args, 'client_secret'),
        code: argument(args, 'code'),
        redirectUri: argument(args, 'redirect_uri'),
      })
      if (typeof answer === 'string') throw new MethodError(answer)
      return answer
    },
  },
  'apps.connections.open': { token: 'app', run: (_args, { newSocketUrl }) => ({ url: newSocketUrl() }) },
  'users.info': {
    token: 'bot',
    scopes: ['users:read'],
    required: ['user'],
    run(args, { workspace }) {
      const user = workspace.findUser(argument(args, 'user') ?? '')
      if (!user) throw new MethodError('user_not_found')
      return { user: userObject(user) }
    },
  },
  'users.list': {
    token: 'bot',
    scopes: ['users:read'],
    run(args, { workspace }) {
      const { items, metadata } = page(workspace.users, args, 1000)
      return { members: items.map(userObject), ...metadata }
    },
  },
}

function userObject(user: SlackUser): JsonObject {
  return {
    id: user.id,
    team_id: TEAM.id,
    name: user.name,
    deleted: false,
    real_name: user.realName,
    tz: 'Europe/London',
    tz_label: 'Greenwich Mean Time',
    tz_offset: 0,
    profile: { real_name: user.realName, display_name: user.name, team: TEAM.id },
    is_admin: false,
    is_bot: user.isBot,
    is_app_user: false,
  }
}
