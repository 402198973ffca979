import { click } from './client-clicks.ts'
import { typeCommand } from './client-commands.ts'
import type { ClientContext } from './client-context.ts'
import { clickInView, closeView, fillView, pressEnter, submitView } from './client-forms.ts'
import { runFunction } from './client-functions.ts'
import { inviteBot, openAppHome, postAsUser, runMessageShortcut, runShortcut } from './client-presence.ts'
import { APP_ID, BOT_ID, BOT_USER_ID, TEAM } from './default-workspace.ts'
import { ClientRefusal } from './element-values.ts'
import type { Events } from './events.ts'
import type { FakeSlack } from './fake-slack.ts'
import type { Faults } from './faults.ts'
import type { HeldDeliveries } from './held-deliveries.ts'
import type { Journal } from './journal.ts'
import type { OAuth } from './oauth.ts'
import { seenMessages } from './seen-messages.ts'
import type { SocketMode } from './socket-mode.ts'
import { transcriptOf } from './transcript.ts'

/** What needs the running server, or the finished object. */
type ServerPart = 'url' | 'apiUrl' | 'controlToken' | 'setAppUrl' | 'stop' | 'until'

/** Everything of a fake Slack that needs no server. */
export function createSlackFacade(parts: {
  client: ClientContext
  journal: Journal
  faults: Faults
  holdNext: HeldDeliveries['holdNext']
  socketMode: SocketMode
  events: Events
  oauth: OAuth
}): Omit<FakeSlack, ServerPart> {
  const { client, journal, faults, holdNext, socketMode, events, oauth } = parts
  const { workspace, views } = client
  const conversationOf = (id: string) => {
    const conversation = workspace.findConversation(id)
    if (!conversation) throw new ClientRefusal(`no conversation ${id}`)
    return conversation
  }
  const transcript = () =>
    transcriptOf({
      conversations: workspace.conversations,
      messages: (id) => seenMessages(workspace, id),
      views: views.all(),
      journal: journal.entries,
    })
  return {
    teamId: TEAM.id,
    botUserId: BOT_USER_ID,
    botId: BOT_ID,
    appId: APP_ID,
    typeCommand: (input) => typeCommand(client, input),
    click: (input) => click(client, input),
    clickInView: (input) => clickInView(client, input),
    fillView: (input) => fillView(client, input),
    pressEnter: (input) => pressEnter(client, input),
    submitView: (input) => submitView(client, input),
    closeView: (input) => closeView(client, input),
    openAppHome: (input) => openAppHome(client, input),
    shortcut: (input) => runShortcut(client, input),
    messageShortcut: (input) => runMessageShortcut(client, input),
    runFunction: (input) => runFunction(client, input),
    postAsUser: (input) => postAsUser(client, input),
    removeBot(conversationId) {
      const conversation = conversationOf(conversationId)
      conversation.memberIds = conversation.memberIds.filter((id) => id !== BOT_USER_ID)
      workspace.changed()
    },
    inviteBot: (conversationId) => inviteBot(client, conversationId),
    archive(conversationId) {
      conversationOf(conversationId).isArchived = true
      workspace.changed()
    },
    async uninstall() {
      oauth.remove()
      // In no order that is promised. Source: Slack, tokens_revoked and app_uninstalled.
      await events.send({ type: 'tokens_revoked', tokens: { oauth: [], bot: [BOT_USER_ID] } })
      await events.send({ type: 'app_uninstalled' })
    },
    users: () => structuredClone(workspace.users),
    conversations: () => structuredClone(workspace.conversations),
    messages: (conversationId, view) => seenMessages(workspace, conversationId, view?.as),
    openViews: (userId) => structuredClone(views.stack(userId)),
    appHome: (userId) => structuredClone(views.home(userId)),
    functionExecutions: () => structuredClone([...client.executions.list()]),
    runDue: events.runDue,
    socketCount: () => socketMode.count(),
    fault: (fault) => faults.add(fault),
    outage(on) {
      faults.outage = on
    },
    holdNext,
    disconnectSockets: (reason = 'refresh_requested') => socketMode.disconnectAll(reason),
    journal: () => [...journal.entries],
    transcript,
    onChange: workspace.onChange,
  }
}
