import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BackstopProcess, createBackstopProcess } from './backstop-process.ts'
import { createCredentials, secretsOf } from './credentials.ts'
import { curlExample } from './curl-example.ts'
import { sandboxEnvironment } from './environment.ts'
import { openJournalFile } from './journal-file.ts'
import { startFakeMessagesApi } from './messages-api/fake-messages-api.ts'
import { MAGIC_RECIPIENTS } from './messages-api/magic-recipients.ts'
import { backstopRoutes } from './page-backstop.ts'
import { type Page, startPage } from './page-server.ts'
import { timelineRoutes } from './page-timeline.ts'
import type { ProgramOptions } from './program-options.ts'
import { createSandboxClock } from './sandbox-clock.ts'
import { protocolNow } from './slack/signing.ts'
import { startFakeSlack } from './slack/start-fake-slack.ts'
import { createTimeline } from './timeline.ts'

/** A running sandbox. */
export interface Sandbox {
  pageUrl: string
  /** Where Backstop listens. */
  appUrl: string
  stop(): Promise<void>
}

/** Starts the fakes, Backstop between them in a process of its own, and the page. @throws Error when a part can't start. */
export async function startSandbox(options: ProgramOptions): Promise<Sandbox> {
  const folder = mkdtempSync(join(tmpdir(), 'backstop-sandbox-'))
  const stops = [async () => rmSync(folder, { recursive: true, force: true })]
  const stop = async () => {
    for (const stopPart of stops.splice(0).reverse()) await stopPart()
  }
  try {
    const { pageUrl, appUrl } = await startParts(options, folder, stops)
    return { pageUrl, appUrl, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Adds to `stops` how to end each part, in the order of their starts. */
async function startParts(options: ProgramOptions, folder: string, stops: (() => Promise<void>)[]) {
  const clock = createSandboxClock({ startAt: Math.round(protocolNow()) })
  const credentials = createCredentials()
  const publicUrl = `http://127.0.0.1:${options.appPort}`
  const receiver = options.isSocket ? 'socket' : 'http'
  const journal = await openJournalFile(options.journalFile)
  stops.push(journal.close)
  const timeline = createTimeline(clock.now, journal.write)
  const slack = await startFakeSlack({
    ...credentials,
    now: clock.now,
    port: options.slackPort,
    observe: timeline.observe,
    ...(receiver === 'http' ? { appUrl: publicUrl } : {}),
  })
  stops.push(slack.stop)
  const messagesApi = await startFakeMessagesApi({
    now: clock.now,
    port: options.messagesPort,
    application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
    account: credentials,
    accountWebhookUrl: `${publicUrl}/webhooks/status`,
    magicRecipients: MAGIC_RECIPIENTS,
    observe: timeline.observe,
    autoRun: true,
  })
  stops.push(messagesApi.stop)
  const backstop = createBackstopProcess({
    environment: sandboxEnvironment({
      addresses: { slackApiUrl: slack.apiUrl, messagesApiUrl: messagesApi.url, publicUrl },
      credentials,
      receiver,
      databaseUrl: options.databaseUrl ?? join(folder, 'backstop.db'),
      port: options.appPort,
    }),
    clock,
    secrets: secretsOf(credentials),
  })
  stops.push(backstop.stop)
  const startingPage = startPage({
    port: options.port,
    slack,
    messagesApi,
    clock,
    about: { curl: curlExample(publicUrl, credentials), publicUrl, magicRecipients: MAGIC_RECIPIENTS },
    nextDeadlineAt: () => nextDeadlineAt(backstop),
    routes: { ...backstopRoutes(backstop), ...timelineRoutes(timeline) },
    changes: { backstop: backstop.onChange, timeline: timeline.onChange },
  }).then((page: Page) => {
    stops.push(page.stop)
    return page
  })
  const [page] = await settleAll(startingPage, backstop.start())
  return { pageUrl: page.url, appUrl: publicUrl }
}

async function nextDeadlineAt(backstop: BackstopProcess): Promise<number | null> {
  const at = await backstop.ask({ about: 'next deadline' })
  return typeof at === 'number' ? at : null
}

/** Both results; where one fails, not before the other has settled, so that it can be stopped. */
async function settleAll<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return [await first, await second]
}
