import type { App } from '@slack/bolt'
import { callSlack } from '../call-outcome.ts'
import { teamOfEvent } from '../team-of.ts'
import { type HomeTab, homeView, troubledHomeView } from '../views/home.ts'
import type { ListenerDependencies } from './listener-dependencies.ts'
import { alertIfLost } from './lost-answers.ts'

/** Notifications in each list. */
const LIST_MAX = 10

/** The Home tab, made anew whenever somebody opens it. */
export function registerAppHome(app: App, dependencies: ListenerDependencies): void {
  const { clientsOf, reportBug, alerts } = dependencies
  app.event('app_home_opened', async ({ event, body }) => {
    // Of the messages tab the app is told, too.
    if (event.tab !== 'home') return
    const teamId = teamOfEvent(body)
    const view = await viewFor({ teamId, userId: event.user }, dependencies)
    try {
      const shown = await callSlack(async () => {
        const { interactive } = await clientsOf(teamId)
        await interactive.views.publish({ user_id: event.user, view })
      })
      alertIfLost(shown, { method: 'views.publish', teamId }, alerts)
    } catch (error) {
      reportBug(error, 'the Home tab')
    }
  })
}

async function viewFor(
  reader: { teamId: string; userId: string },
  { list, health, senders, clock, isSandbox, reportBug }: ListenerDependencies,
): Promise<HomeTab> {
  try {
    // In the direct message with the bot, which is nobody else's, so that all that runs is the reader's.
    const running = await list.running({ ...reader, conversationId: reader.userId }, LIST_MAX + 1)
    return homeView({
      running: running.slice(0, LIST_MAX),
      isCut: running.length > LIST_MAX,
      ended: await list.ended(reader, LIST_MAX),
      senders,
      health: await health(),
      isSandbox,
      asOf: clock.now(),
    })
  } catch (error) {
    return troubledHomeView(reportBug(error, 'the Home tab'), isSandbox)
  }
}
