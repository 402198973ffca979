import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import {
  DEFAULT_COMMANDS,
  DEFAULT_EVENTS,
  DEFAULT_SCOPES,
  DEFAULT_SHORTCUTS,
} from '../src/sandbox/slack/default-workspace.ts'
import { REDIRECT_PATH } from '../src/slack/install-doors.ts'
import { BOT_SCOPES } from '../src/slack/scopes.ts'
import { hasManifestSchema, manifestSchema } from './manifest-schema.ts'

const root = new URL('../', import.meta.url)

const document: unknown = parse(readFileSync(new URL('manifest.yml', root), 'utf8'))

/** What the tests read of the manifest. */
const manifest = z
  .object({
    features: z.object({
      app_home: z.object({ home_tab_enabled: z.boolean(), messages_tab_enabled: z.boolean() }),
      shortcuts: z.array(z.object({ name: z.string(), type: z.enum(['global', 'message']), callback_id: z.string() })),
      slash_commands: z.array(
        z.object({ command: z.string(), url: z.string(), description: z.string(), usage_hint: z.string() }),
      ),
    }),
    oauth_config: z.object({ redirect_urls: z.array(z.string()), scopes: z.object({ bot: z.array(z.string()) }) }),
    settings: z.object({
      event_subscriptions: z.object({ request_url: z.string(), bot_events: z.array(z.string()) }),
      interactivity: z.object({ is_enabled: z.boolean(), request_url: z.string() }),
    }),
  })
  .parse(document)

const { features, oauth_config: oauth, settings } = manifest

/** The scope that each method needs, or none. Source: the methods' pages on docs.slack.dev. */
const METHOD_SCOPES: Readonly<Record<string, string | undefined>> = {
  'auth.test': undefined,
  'chat.getPermalink': undefined,
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.update': 'chat:write',
  // Of a scope that is not asked for: what can't be looked up without it is posted again, and says so.
  'conversations.history': undefined,
  'conversations.open': 'im:write',
  'conversations.replies': undefined,
  'functions.completeError': undefined,
  'functions.completeSuccess': undefined,
  'views.open': undefined,
  'views.publish': undefined,
  'views.push': undefined,
  'views.update': undefined,
}

/** The scope that each event needs, or none. Source: the events' pages on docs.slack.dev. */
const EVENT_SCOPES: Readonly<Record<string, string | undefined>> = {
  app_home_opened: undefined,
  app_mention: 'app_mentions:read',
  app_uninstalled: undefined,
  tokens_revoked: undefined,
}

/** How a shortcut's type is named in the manifest, and in what it sends. Source: Slack, Shortcuts. */
const SHORTCUT_TYPES = { global: 'shortcut', message: 'message_action' } as const

/** All sources of the Slack side, as one text. */
const source = readdirSync(new URL('src/slack/', root), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(new URL(`src/slack/${name}`, root), 'utf8'))
  .join('\n')

const commands = matches(/app\.command\('([^']+)'/g)
const events = matches(/app\.event\('([^']+)'/g)
const methods = matches(/\b(?:background|interactive|client)\.([a-z]+\.[a-zA-Z]+)\(/g)

test.runIf(hasManifestSchema)('the manifest fits the schema of its major version', () => {
  const validate = manifestSchema()
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true)
})

test.runIf(hasManifestSchema)('the schema refuses a manifest with a name it does not know', () => {
  const validate = manifestSchema()
  expect(validate(Object.assign({}, document, { feature: {} }))).toBe(false)
})

test('every command that the code answers is declared, and no other', () => {
  expect(commands).not.toEqual([])
  expect(features.slash_commands.map(({ command }) => command)).toEqual(commands)
})

test('every Web API method that the code calls is in the table of scopes, and no other', () => {
  expect(methods).toEqual(Object.keys(METHOD_SCOPES))
})

test('the scopes are those that commands, shortcuts, events and Web API methods need, and no more', () => {
  const isAsked = commands.length + features.shortcuts.length > 0
  const needed = [...(isAsked ? ['commands'] : []), ...Object.values(METHOD_SCOPES), ...Object.values(EVENT_SCOPES)]
  const distinct = new Set(needed.filter((scope) => scope !== undefined))
  expect([...oauth.scopes.bot].sort()).toEqual([...distinct].sort())
})

test('every shortcut that the code answers is declared, and no other', () => {
  const declared = features.shortcuts.map(({ type, callback_id: id }) => `${SHORTCUT_TYPES[type]} ${id}`)
  const answered = [...source.matchAll(/app\.shortcut(?:<\w+>)?\(\s*\{ type: '(\w+)', callback_id: '(\w+)' \}/g)]
  expect(declared.sort()).toEqual(answered.map(([, type, id]) => `${type} ${id}`).sort())
  expect(answered).toHaveLength(source.split('app.shortcut').length - 1)
})

test('events are subscribed to only where the code listens to them, and each is in the table of scopes', () => {
  expect(settings.event_subscriptions.bot_events).toEqual(events)
  expect(Object.keys(EVENT_SCOPES)).toEqual(events)
})

test('the Home tab is on where the code fills it', () => {
  expect(features.app_home.home_tab_enabled).toBe(methods.includes('views.publish'))
})

test('forms and buttons are on, and go to the same address as the command and the events', () => {
  expect(settings.interactivity.is_enabled).toBe(true)
  expect(features.slash_commands.map(({ url }) => url)).toEqual([settings.interactivity.request_url])
  expect(settings.event_subscriptions.request_url).toBe(settings.interactivity.request_url)
  expect(new URL(settings.interactivity.request_url).pathname).toBe('/slack/events')
})

test('the bot may write to a person, which it does where it may not post', () => {
  expect(features.app_home.messages_tab_enabled).toBe(true)
})

test('an installation by OAuth asks for the scopes of the manifest, and comes back to its redirect URL', () => {
  expect([...BOT_SCOPES].sort()).toEqual([...oauth.scopes.bot].sort())
  expect(oauth.redirect_urls).toEqual([`https://backstop.example.com${REDIRECT_PATH}`])
})

test('the fake Slack grants the scopes of the manifest, and knows its commands, shortcuts and events', () => {
  expect([...DEFAULT_SCOPES].sort()).toEqual([...oauth.scopes.bot].sort())
  expect(DEFAULT_COMMANDS).toEqual(
    features.slash_commands.map(({ command, usage_hint: usageHint, description }) => ({
      command,
      usageHint,
      description,
    })),
  )
  expect(DEFAULT_SHORTCUTS).toEqual(
    features.shortcuts.map(({ type, callback_id: callbackId, name }) => ({ type, callbackId, name })),
  )
  expect(DEFAULT_EVENTS).toEqual(settings.event_subscriptions.bot_events)
})

/** What the pattern's group finds in the sources of the Slack side, once each, in order. */
function matches(pattern: RegExp): string[] {
  return [...new Set([...source.matchAll(pattern)].map(([, found]) => found ?? ''))].sort()
}
