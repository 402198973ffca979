import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { startPage } from '../../src/sandbox/page-server.ts'
import { createSandboxClock } from '../../src/sandbox/sandbox-clock.ts'
import type { FakeSlack } from '../../src/sandbox/slack/fake-slack.ts'
import type { JsonObject } from '../../src/sandbox/slack/json.ts'
import { startWorld } from '../sandbox/messages-api/world.ts'
import { BOT_TOKEN, fakeSlackWithClock } from '../sandbox/slack/bolt-app.ts'
import { type ScriptedApp, startScriptedApp } from '../sandbox/slack/scripted-app.ts'

export const GLOBAL = { type: 'global', callbackId: 'notify_anybody', name: 'Notify a person' } as const
export const OF_MESSAGE = { type: 'message', callbackId: 'notify_about', name: 'Tell somebody about this' } as const

/** The page with an app behind it that does only what the test does in its place. */
export interface AppPage {
  url: string
  slack: FakeSlack
  app: ScriptedApp
  /** Calls the Web API as the app would. */
  callApi(method: string, body: object): Promise<void>
  /** Waits until the app has got a payload like this. */
  untilReceived(isLike: (payload: JsonObject) => boolean): Promise<void>
  /** Has somebody ask for a form by a shortcut, and opens this one. */
  openForm(page: Page, view: JsonObject): Promise<Locator>
  /** Shows the form that is open anew. */
  updateForm(view: JsonObject): Promise<void>
  closeForm(): Promise<void>
  stop(): Promise<void>
}

/** What the page asks of the truth, where there is no Backstop behind it. */
const NO_BACKSTOP = {
  'GET /backstop': () => ({ status: 'down', starts: 0, log: [] }),
  'GET /timeline': () => ({ entries: [], next: 0 }),
  'GET /faults': () => ({ faults: [] }),
}

/** Starts the page, its fakes and the app. */
export async function startAppPage(): Promise<AppPage> {
  const app = await startScriptedApp()
  const { slack } = await fakeSlackWithClock({ shortcuts: [GLOBAL, OF_MESSAGE], appUrl: app.url })
  const phones = await startWorld()
  const page = await startPage({
    slack,
    messagesApi: phones.api,
    clock: createSandboxClock(),
    about: { curl: '', publicUrl: '' },
    routes: NO_BACKSTOP,
  })

  async function callApi(method: string, body: object): Promise<void> {
    const response = await fetch(`${slack.apiUrl}${method}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${BOT_TOKEN}`, 'content-type': 'application/json; charset=utf-8' },
      body: JSON.stringify(body),
    })
    expect(await response.json()).toMatchObject({ ok: true })
  }

  async function untilReceived(isLike: (payload: JsonObject) => boolean): Promise<void> {
    await expect.poll(() => app.received.some(isLike), { timeout: 10_000, interval: 20 }).toBe(true)
  }

  return {
    url: page.url,
    slack,
    app,
    callApi,
    untilReceived,
    async openForm(opened, view) {
      app.received.length = 0
      await opened.getByRole('button', { name: 'Shortcuts' }).press('Enter')
      await opened.getByRole('menuitem', { name: GLOBAL.name }).press('Enter')
      await untilReceived(({ callback_id: id }) => id === GLOBAL.callbackId)
      await callApi('views.open', { trigger_id: app.last('shortcut').trigger_id, view })
      const form = opened.getByRole('dialog')
      await form.waitFor()
      return form
    },
    updateForm: (view) => callApi('views.update', { view_id: slack.openViews('U0ADA').at(-1)?.id, view }),
    async closeForm() {
      if (slack.openViews('U0ADA').length > 0) await slack.closeView({ userId: 'U0ADA', all: true })
    },
    async stop() {
      await page.stop()
      await Promise.all([slack.stop(), phones.stop(), app.stop()])
    },
  }
}
