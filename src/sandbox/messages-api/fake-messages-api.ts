import { randomBytes } from 'node:crypto'
import { startServer } from '../../http/server.ts'
import { observeNothing } from '../exchange.ts'
import { createAuthenticator } from '../vonage/authentication.ts'
import { createControlRoutes } from '../vonage/control-routes.ts'
import { createFaultPlan } from '../vonage/fault-plan.ts'
import { NOT_FOUND, WRONG_VERB } from '../vonage/general-problems.ts'
import { type RecordedRequest, sendProblem } from '../vonage/http-exchange.ts'
import { createJournal } from '../vonage/journal.ts'
import { createWebhookSender } from '../vonage/webhook-sender.ts'
import { type Behaviour, createBehaviourBook } from './behaviour.ts'
import type { FakeMessagesApi, FakeMessagesApiOptions, ReceivedRequest } from './contract.ts'
import { controlCommands } from './control-commands.ts'
import { createDueList } from './due-list.ts'
import { createLifecycle } from './lifecycle.ts'
import { createPeople } from './person.ts'
import type { WireChannel, WireStatus } from './phone.ts'
import { createPhoneBook } from './phone-book.ts'
import { createRateWindow } from './rate-window.ts'
import { createReceiptSender } from './receipt-faults.ts'
import { createSendRoute } from './send-route.ts'
import { createUpdateRoute } from './update-route.ts'

export type { FakeMessagesApi, FakeMessagesApiOptions, ReceivedRequest }

/** Source: vendor's support article on rate limits. */
const DEFAULT_REQUESTS_PER_SECOND = 30
/** Real ms between two looks at what is due. */
const AUTO_RUN_EVERY_MS = 50

/** Starts the fake Messages API v1 on loopback. */
export async function startFakeMessagesApi(options: FakeMessagesApiOptions): Promise<FakeMessagesApi> {
  const { now, application, account, requestsPerSecond = DEFAULT_REQUESTS_PER_SECOND } = options
  const controlToken = options.controlToken ?? randomBytes(16).toString('hex')
  const journal = createJournal(now)
  const requests: RecordedRequest[] = []
  const book = createPhoneBook()
  const behaviours = createBehaviourBook(options.behaviour, options.magicRecipients)
  const faults = createFaultPlan(journal, options.faultFor)
  const due = createDueList()
  const observe = options.observe ?? observeNothing
  const webhooks = createWebhookSender({ now, journal, signer: account, observe })
  const people = createPeople({
    now,
    journal,
    book,
    webhooks,
    applicationId: application.id,
    inboundUrl: options.applicationInboundUrl,
    webhookVersion: options.inboundVersion ?? 'v1',
  })
  const lifecycle = createLifecycle({
    now,
    journal,
    behaviourOf: (message) => ({ ...behaviours.of(message.to, message.channel), ...people.behaviourTo(message) }),
    webhooks,
    due,
    sendReceipt: createReceiptSender({
      now,
      journal,
      due,
      webhooks,
      observe,
      faultFor: options.receiptFaultFor ?? (() => undefined),
    }),
    applicationId: application.id,
    applicationWebhookUrl: options.applicationWebhookUrl,
    accountWebhookUrl: options.accountWebhookUrl,
  })
  const routeParts = {
    now,
    journal,
    requests,
    authenticate: createAuthenticator({ application, account }),
    rate: createRateWindow(requestsPerSecond, now),
    requestsPerSecond,
    faults,
    book,
    behaviours,
    lifecycle,
    allowedFrom: options.allowedFrom ?? {},
    observe,
  }
  const handleSend = createSendRoute(routeParts)
  const handleUpdate = createUpdateRoute(routeParts)

  const operations = {
    controlToken,
    phones: () => book.phones(),
    messages: () => book.all(),
    webhooks: () => webhooks.records(),
    requests: () => requests,
    submitted: async (messageUuid: string) => lifecycle.submitted(book.get(messageUuid)),
    deliver: async (messageUuid: string) => lifecycle.deliver(book.get(messageUuid)),
    read: async (messageUuid: string) => lifecycle.read(book.get(messageUuid)),
    reject: async (messageUuid: string, error = { code: '1300' }) =>
      lifecycle.reject(book.get(messageUuid), error.code),
    undeliverable: async (messageUuid: string) => lifecycle.undeliverable(book.get(messageUuid)),
    send: async (messageUuid: string, status: WireStatus, distortion: Parameters<FakeMessagesApi['send']>[2] = {}) =>
      lifecycle.tell(book.get(messageUuid), status, { errorCode: distortion.errorCode, distortion }),
    reply: people.reply,
    block: people.block,
    setBehaviour(address: string, behaviour: Partial<Behaviour>, channel?: WireChannel) {
      behaviours.set(address, behaviour, channel)
      journal.changed()
    },
    async runDue() {
      let ranAny = true
      while (ranAny) {
        const ranTimed = await due.runUntil(now())
        ranAny = (await webhooks.runDue()) || ranTimed
      }
    },
    hold: webhooks.hold,
    release: (release: { order?: 'as sent' | 'reversed' } = {}) => webhooks.release(release.order ?? 'as sent'),
    duplicateNext: webhooks.duplicateNext,
    fault: faults.add,
    gate: faults.gate,
    until: journal.until,
    transcript: journal.transcript,
  }
  const handleControl = createControlRoutes({
    token: controlToken,
    journal,
    commands: controlCommands(operations),
    state: () => ({
      phones: book.phones(),
      webhooks: webhooks.records(),
      held: webhooks.held(),
      faults: faults.list(),
      transcript: journal.entries(),
    }),
  })

  const server = await startServer({
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 0,
    onError: (error, request) => journal.note(`${request.method} ${request.url} failed: ${String(error)}`),
    handle(request, response, url) {
      if (url.pathname.startsWith('/control/')) return handleControl(request, response, url)
      const messageUuid = /^\/v1\/messages\/([^/]+)$/.exec(url.pathname)?.[1]
      if (messageUuid !== undefined && request.method === 'PATCH') return handleUpdate(request, response, messageUuid)
      if (url.pathname !== '/v1/messages') return sendProblem(response, NOT_FOUND)
      return request.method === 'POST' ? handleSend(request, response) : sendProblem(response, WRONG_VERB)
    },
  })
  const autoRun = options.autoRun ? setInterval(() => void operations.runDue(), AUTO_RUN_EVERY_MS).unref() : undefined

  return {
    ...operations,
    url: server.url,
    port: server.port,
    async stop() {
      clearInterval(autoRun)
      await server.stop(0)
      webhooks.stop()
    },
  }
}
