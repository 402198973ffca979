import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Config } from '../../config.ts'
import { parseJson } from '../../http/body.ts'
import { SETTINGS } from '../../settings.ts'
import { plain } from '../style.ts'
import { ask, type Check, type CheckContext, type CheckResult } from './check.ts'

const answerSchema = z.looseObject({
  ok: z.boolean(),
  error: z.string().optional(),
  team: z.string().optional(),
  user: z.string().optional(),
})

const DEFAULT_API_URL = 'https://slack.com/api/'

/** What to do about the bot's or the app's token. Source: Slack, Web API, common errors. */
const REMEDIES: Readonly<Record<string, string>> = {
  missing_scope: 'give the token the scope connections:write',
  not_allowed_token_type: 'SLACK_BOT_TOKEN is the one that begins with xoxb-, SLACK_APP_TOKEN the one with xapp-',
  account_inactive: 'the app was removed from the workspace: install it again',
  token_revoked: 'install the app to the workspace again, and copy the new token',
}

/** Asks Slack whose the token is, what it may, and whether Socket Mode can be opened; or whether the app may be installed. */
export const checkSlack: Check = async (context) => {
  const { receiver, access } = context.config.slack
  return [
    ...(access.type === 'one workspace'
      ? readBot(await call('auth.test', { token: access.botToken }, context))
      : [await checkApp(access, context)]),
    ...(receiver.type === 'socket' ? [await checkSocket(receiver.appToken, context)] : [LEFT_OUT]),
  ]
}

const LEFT_OUT: CheckResult = {
  level: 'left out',
  name: 'Slack, signing secret',
  what: 'only a request of Slack’s can prove it: type /notify help',
}

type Call =
  | { type: 'answer'; answer: z.infer<typeof answerSchema>; scopes: string | undefined }
  | { type: 'trouble'; what: string }

/** What a method is asked with; a token goes into the header. */
type CallArguments = { token?: string; [field: string]: string }

async function call(method: string, { token, ...fields }: CallArguments, context: CheckContext): Promise<Call> {
  const url = `${context.config.slack.apiUrl ?? DEFAULT_API_URL}${method}`
  const headers = {
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    'content-type': 'application/x-www-form-urlencoded',
  }
  const body = new URLSearchParams(fields).toString()
  const answer = await ask(context, { method: 'POST', url, headers, body })
  if (typeof answer === 'string') return { type: 'trouble', what: `can not be reached (${answer})` }
  const read = answerSchema.safeParse(parseJson(answer.body))
  if (!read.success) return { type: 'trouble', what: `answered ${answer.status}, and not as its Web API` }
  return { type: 'answer', answer: read.data, scopes: answer.headers['x-oauth-scopes'] }
}

function readBot(bot: Call): CheckResult[] {
  const name = 'Slack, bot'
  if (bot.type === 'trouble') return [troubled(name, bot.what)]
  const { answer, scopes } = bot
  if (!answer.ok) return [refused(name, answer.error, SETTINGS.SLACK_BOT_TOKEN.find)]
  const who = plain(`${answer.user ?? 'the bot'} in ${answer.team ?? 'a workspace'}`)
  return [{ level: 'ok', name, what: `the token is that of ${who}` }, readScopes(scopes)]
}

/** Slack lists what a token may in a header of each answer. Source: Slack, Web API, X-OAuth-Scopes. */
function readScopes(scopes: string | undefined): CheckResult {
  const name = 'Slack, scopes'
  if (scopes === undefined) return { level: 'left out', name, what: 'Slack did not say what the token may' }
  const granted = new Set(scopes.split(',').map((scope) => scope.trim()))
  const missing = manifestScopes().filter((scope) => !granted.has(scope))
  if (missing.length === 0) return { level: 'ok', name, what: 'all that the manifest asks for' }
  return {
    level: 'failed',
    name,
    what: `missing: ${missing.join(', ')}`,
    todo: 'https://api.slack.com/apps → your app → OAuth & Permissions: add them, and reinstall to the workspace',
  }
}

/** The bot's scopes as manifest.yml lists them. */
export function manifestScopes(): string[] {
  const manifest = readFileSync(new URL('../../../manifest.yml', import.meta.url), 'utf8')
  const [, list = ''] = /^ {4}bot:\n((?: {6}- \S+\n| *#.*\n)+)/m.exec(manifest) ?? []
  return [...list.matchAll(/^ {6}- (\S+)$/gm)].map(([, scope = '']) => scope)
}

type OAuth = Extract<Config['slack']['access'], { type: 'several workspaces' }>

/**
 * Whose the client id and the secret are, shown by a code that Slack never gave: it refuses an app that it does not know
 * before it looks at the code. Nothing is installed. Source: Slack, oauth.v2.access, errors.
 */
async function checkApp({ clientId, clientSecret }: OAuth, context: CheckContext): Promise<CheckResult> {
  const name = 'Slack, app'
  const fields = { client_id: clientId, client_secret: clientSecret, code: 'none' }
  const tried = await call('oauth.v2.access', fields, context)
  if (tried.type === 'trouble') return troubled(name, tried.what)
  const { error } = tried.answer
  if (error === 'invalid_code') return { level: 'ok', name, what: 'Slack knows the client id and its secret' }
  const wrong = { invalid_client_id: 'SLACK_CLIENT_ID', bad_client_secret: 'SLACK_CLIENT_SECRET' } as const
  if (error === 'invalid_client_id' || error === 'bad_client_secret') {
    return {
      level: 'failed',
      name,
      what: `Slack refuses ${wrong[error]}: ${error}`,
      todo: `compare it: ${SETTINGS[wrong[error]].find}`,
    }
  }
  return {
    level: 'left out',
    name,
    what: `Slack did not say whether it knows the app (${plain(error ?? 'no reason')})`,
  }
}

async function checkSocket(appToken: string, context: CheckContext): Promise<CheckResult> {
  const name = 'Slack, Socket Mode'
  const opened = await call('apps.connections.open', { token: appToken }, context)
  if (opened.type === 'trouble') return troubled(name, opened.what)
  if (!opened.answer.ok) return refused(name, opened.answer.error, SETTINGS.SLACK_APP_TOKEN.find)
  return { level: 'ok', name, what: 'a connection can be opened' }
}

function troubled(name: string, what: string): CheckResult {
  return {
    level: 'failed',
    name,
    what: `Slack ${what}`,
    todo: 'is there a way to the internet? SLACK_API_URL is left out, unless Slack is reached through something else',
  }
}

function refused(name: string, error: string | undefined, find: string): CheckResult {
  const word = plain(error ?? 'no reason')
  return {
    level: 'failed',
    name,
    what: `Slack refuses the token: ${word}`,
    todo: REMEDIES[word] ?? `compare it: ${find}`,
  }
}
