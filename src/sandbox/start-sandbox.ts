import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createBackstopProcess } from './backstop-process.ts'
import { createControls } from './controls.ts'
import { type Credentials, createCredentials, secretsOf } from './credentials.ts'
import { curlExample } from './curl-example.ts'
import { sandboxEnvironment } from './environment.ts'
import { createSwitchboard, type Switchboard } from './faults/switchboard.ts'
import { openJournalFile } from './journal-file.ts'
import { startFakeMessagesApi } from './messages-api/fake-messages-api.ts'
import { MAGIC_RECIPIENTS } from './messages-api/magic-recipients.ts'
import { startPage } from './page-server.ts'
import type { ProgramOptions } from './program-options.ts'
import { createSandboxClock, type SandboxClock } from './sandbox-clock.ts'
import { createSandboxHands } from './sandbox-hands.ts'
import { createSchedule } from './schedule.ts'
import { protocolNow } from './slack/signing.ts'
import { startFakeSlack } from './slack/start-fake-slack.ts'
import { createTimeline, type Timeline } from './timeline.ts'

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

/** How to end what was started, in the order of the starts. */
type Stops = (() => Promise<void>)[]

async function startParts(options: ProgramOptions, folder: string, stops: Stops) {
  const clock = createSandboxClock({ startAt: Math.round(protocolNow()) })
  const credentials = createCredentials()
  const publicUrl = `http://127.0.0.1:${options.appPort}`
  const journal = await openJournalFile(options.journalFile)
  stops.push(journal.close)
  const timeline = createTimeline(clock.now, journal.write)
  const switchboard = createSwitchboard(timeline.note)
  const schedule = createSchedule(clock)
  stops.push(async () => schedule.stop())
  const { slack, messagesApi } = await startFakes(
    options,
    { clock, credentials, publicUrl, timeline, switchboard },
    stops,
  )
  const backstop = createBackstopProcess({
    environment: sandboxEnvironment({
      addresses: { slackApiUrl: slack.apiUrl, messagesApiUrl: messagesApi.url, publicUrl },
      credentials,
      receiver: options.isSocket ? 'socket' : 'http',
      databaseUrl: options.databaseUrl ?? join(folder, 'backstop.db'),
      port: options.appPort,
    }),
    clock,
    secrets: secretsOf(credentials),
  })
  stops.push(backstop.stop)
  switchboard.useHands(createSandboxHands({ slack, backstop, clock, schedule, note: timeline.note }))
  const startingPage = startPage({
    port: options.port,
    slack,
    messagesApi,
    clock,
    about: { curl: curlExample(publicUrl, credentials), publicUrl, magicRecipients: MAGIC_RECIPIENTS },
    ...createControls({ clock, schedule, slack, messagesApi, backstop, timeline, switchboard }),
  }).then((page) => {
    stops.push(page.stop)
    return page
  })
  const [page] = await settleAll(startingPage, backstop.start())
  return { pageUrl: page.url, appUrl: publicUrl }
}

/** The two fakes, whose faults the switchboard decides and whose exchanges the timeline shows. */
async function startFakes(
  options: ProgramOptions,
  parts: {
    clock: SandboxClock
    credentials: Credentials
    publicUrl: string
    timeline: Timeline
    switchboard: Switchboard
  },
  stops: Stops,
) {
  const { clock, credentials, publicUrl, timeline, switchboard } = parts
  const slack = await startFakeSlack({
    ...credentials,
    now: clock.now,
    port: options.slackPort,
    observe: timeline.observe,
    faultFor: switchboard.faultOfSlackCall,
    ...(options.isSocket ? {} : { appUrl: publicUrl }),
    autoRun: true,
  })
  stops.push(slack.stop)
  const messagesApi = await startFakeMessagesApi({
    now: clock.now,
    port: options.messagesPort,
    application: { id: credentials.applicationId, publicKeyPem: credentials.publicKeyPem },
    account: credentials,
    accountWebhookUrl: `${publicUrl}/webhooks/status`,
    applicationInboundUrl: `${publicUrl}/webhooks/inbound`,
    magicRecipients: MAGIC_RECIPIENTS,
    observe: timeline.observe,
    faultFor: switchboard.faultOfMessage,
    receiptFaultFor: switchboard.faultOfReceipt,
    autoRun: true,
  })
  stops.push(messagesApi.stop)
  return { slack, messagesApi }
}

/** Both results; where one fails, not before the other has settled, so that it can be stopped. */
async function settleAll<A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([first, second])
  return [await first, await second]
}
