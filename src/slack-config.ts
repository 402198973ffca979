import type { KeyObject } from 'node:crypto'
import { isWrong, need, type SettingValues } from './setting-values.ts'
import { SETTINGS, type SettingName } from './settings.ts'
import { readSealingKey } from './signing/sealed.ts'

/** How Slack is reached, and what lets us in. */
export interface SlackConfig {
  /** One workspace by its token, or as many as install the app by OAuth. */
  access: { type: 'one workspace'; botToken: string } | ({ type: 'several workspaces' } & SlackOAuth)
  receiver: { type: 'http'; signingSecret: string } | { type: 'socket'; appToken: string }
  /** Ends in a slash. */
  apiUrl?: string
}

/** What installing the app in several workspaces needs. */
export interface SlackOAuth {
  clientId: string
  clientSecret: string
  /** Signs what comes back with somebody who installs. */
  stateSecret: string
  /** Seal the installations; the first one seals, all open. */
  encryptionKeys: readonly KeyObject[]
  /** Our address, without a slash at its end. */
  publicUrl: string
}

const OAUTH_SETTINGS = ['SLACK_CLIENT_ID', 'SLACK_CLIENT_SECRET', 'SLACK_STATE_SECRET', 'ENCRYPTION_KEY'] as const

/** Reads how Slack is reached; what is missing or wrong is added to `problems`. */
export function readSlackConfig(values: SettingValues, problems: string[]): SlackConfig {
  const { SLACK_APP_TOKEN: appToken, SLACK_API_URL: apiUrl } = values
  const access = readAccess(values, problems)
  return {
    access,
    receiver:
      access.type === 'one workspace' && (appToken !== undefined || isWrong('SLACK_APP_TOKEN', problems))
        ? { type: 'socket', appToken: appToken ?? '' }
        : { type: 'http', signingSecret: need(values, 'SLACK_SIGNING_SECRET', problems) },
    ...(apiUrl === undefined ? {} : { apiUrl: apiUrl.replace(/\/?$/, '/') }),
  }
}

function readAccess(values: SettingValues, problems: string[]): SlackConfig['access'] {
  const isGiven = (name: SettingName) => values[name] !== undefined || isWrong(name, problems)
  const given = OAUTH_SETTINGS.filter(isGiven)
  if (given.length === 0) return { type: 'one workspace', botToken: need(values, 'SLACK_BOT_TOKEN', problems) }
  if (isGiven('SLACK_BOT_TOKEN')) {
    problems.push(
      `SLACK_BOT_TOKEN can't be set beside ${given.join(', ')}: it is for one workspace, ${OAUTH_SETTINGS.join(', ')} are for several`,
    )
  }
  if (isGiven('SLACK_APP_TOKEN')) {
    problems.push(
      `SLACK_APP_TOKEN can't be set beside ${given.join(', ')}: the pages for several workspaces need HTTP (${SETTINGS.SLACK_SIGNING_SECRET.find})`,
    )
  }
  return {
    type: 'several workspaces',
    clientId: need(values, 'SLACK_CLIENT_ID', problems),
    clientSecret: need(values, 'SLACK_CLIENT_SECRET', problems),
    stateSecret: need(values, 'SLACK_STATE_SECRET', problems),
    encryptionKeys: need(values, 'ENCRYPTION_KEY', problems)
      .split(',')
      .flatMap((text) => readSealingKey(text.trim()) ?? []),
    publicUrl: need(values, 'PUBLIC_URL', problems).replace(/\/$/, ''),
  }
}
