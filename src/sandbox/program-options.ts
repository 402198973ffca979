import { parseArgs } from 'node:util'

/** What the sandbox is started with. Ports are 0 for any free one. */
export interface ProgramOptions {
  /** All of it with its page, or one of the fakes alone. */
  parts: 'all' | 'slack' | 'messages'
  port: number
  appPort: number
  slackPort: number
  messagesPort: number
  /** Slack by Socket Mode instead of signed HTTP requests. */
  isSocket: boolean
  databaseUrl: string | undefined
  /** Where a fake alone sends what it has for the app. */
  appUrl: string | undefined
  journalFile: string | undefined
}

/** What `--help` says. */
export const USAGE = `npm run sandbox -- [options]
  --port 3100          where the page is served
  --app-port 3000      where Backstop listens for webhooks and API requests
  --slack-port N       where the fake Slack listens; any free port unless said
  --messages-port N    where the fake Messages API listens; any free port unless said
  --socket             connect Slack by Socket Mode instead of signed HTTP requests
  --database-url URL   keep the data in postgres://… or a SQLite file; a temporary file unless said
  --journal FILE       append everything that goes between Backstop and the fakes, a line of JSON each
  --slack-only         only the fake Slack, for a Backstop or another app of your own
  --messages-only      only the fake Messages API
  --app-url URL        with one of these: where your app listens; without it Slack uses Socket Mode
  --help               this text`

/** A wrong option; the message is for whoever typed it. */
export class UsageError extends Error {
  override name = 'UsageError'
}

/** Reads the command line; undefined for `--help`. @throws UsageError */
export function readProgramOptions(args: string[]): ProgramOptions | undefined {
  const values = parse(args)
  if (values.help) return undefined
  if (values['slack-only'] && values['messages-only'])
    throw new UsageError('Choose one of --slack-only, --messages-only.')
  const appUrl = values['app-url']
  if (appUrl !== undefined && !URL.canParse(appUrl)) throw new UsageError(`--app-url ${appUrl} is no URL.`)
  return {
    parts: values['slack-only'] ? 'slack' : values['messages-only'] ? 'messages' : 'all',
    port: portOf('port', values.port),
    appPort: portOf('app-port', values['app-port']),
    slackPort: portOf('slack-port', values['slack-port']),
    messagesPort: portOf('messages-port', values['messages-port']),
    isSocket: values.socket,
    databaseUrl: values['database-url'],
    appUrl,
    journalFile: values.journal,
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        port: { type: 'string', default: '3100' },
        'app-port': { type: 'string', default: '3000' },
        'slack-port': { type: 'string', default: '0' },
        'messages-port': { type: 'string', default: '0' },
        'slack-only': { type: 'boolean', default: false },
        'messages-only': { type: 'boolean', default: false },
        'app-url': { type: 'string' },
        'database-url': { type: 'string' },
        journal: { type: 'string' },
        socket: { type: 'boolean', default: false },
        help: { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error))
  }
}

function portOf(name: string, value: string): number {
  const port = Number(value)
  if (/^\d+$/.test(value) && port <= 65_535) return port
  throw new UsageError(`--${name} ${value} is no port.`)
}
