import { ControlInputError, faultOf, formValues, optionalText, optionalValue, text } from './control-input.ts'
import type { FakeSlack } from './fake-slack.ts'
import { isObject, type JsonObject } from './json.ts'

/** Does what a POST asks for; its result is the answer. */
export type ControlAction = (slack: FakeSlack, body: JsonObject) => Promise<object> | object

const DONE = {}

/** The POST routes of the control API by name; each does what the method of FakeSlack of that name does. */
export const CONTROL_ACTIONS: { readonly [name: string]: ControlAction } = {
  'type-command': (slack, body) =>
    slack.typeCommand({
      userId: text(body, 'userId'),
      conversationId: text(body, 'conversationId'),
      text: text(body, 'text'),
    }),
  click: (slack, body) =>
    slack.click({
      userId: text(body, 'userId'),
      conversationId: text(body, 'conversationId'),
      messageTs: text(body, 'messageTs'),
      actionId: text(body, 'actionId'),
      ...optionalText(body, 'blockId'),
      ...optionalValue(body),
    }),
  'click-in-view': (slack, body) =>
    slack.clickInView({
      userId: text(body, 'userId'),
      actionId: text(body, 'actionId'),
      ...optionalText(body, 'viewId'),
      ...optionalText(body, 'blockId'),
      ...optionalValue(body),
    }),
  'fill-view': (slack, body) =>
    slack.fillView({ userId: text(body, 'userId'), values: formValues(body), ...optionalText(body, 'viewId') }),
  'press-enter': (slack, body) =>
    slack.pressEnter({
      userId: text(body, 'userId'),
      actionId: text(body, 'actionId'),
      ...optionalText(body, 'viewId'),
      ...optionalText(body, 'blockId'),
    }),
  'submit-view': (slack, body) =>
    slack.submitView({ userId: text(body, 'userId'), values: formValues(body), ...optionalText(body, 'viewId') }),
  'close-view': (slack, body) =>
    slack.closeView({ userId: text(body, 'userId'), all: body.all === true, ...optionalText(body, 'viewId') }),
  'open-app-home': (slack, body) => slack.openAppHome({ userId: text(body, 'userId') }),
  shortcut: (slack, body) => slack.shortcut({ userId: text(body, 'userId'), callbackId: text(body, 'callbackId') }),
  'message-shortcut': (slack, body) =>
    slack.messageShortcut({
      userId: text(body, 'userId'),
      conversationId: text(body, 'conversationId'),
      messageTs: text(body, 'messageTs'),
      callbackId: text(body, 'callbackId'),
    }),
  'run-function': (slack, body) => {
    const { inputs } = body
    if (inputs !== undefined && !isObject(inputs)) throw new ControlInputError('inputs must be an object')
    return slack.runFunction({ callbackId: text(body, 'callbackId'), ...(inputs ? { inputs } : {}) })
  },
  post: (slack, body) =>
    slack.postAsUser({
      userId: text(body, 'userId'),
      conversationId: text(body, 'conversationId'),
      text: text(body, 'text'),
      ...optionalText(body, 'threadTs'),
    }),
  'remove-bot': (slack, body) => {
    slack.removeBot(text(body, 'conversationId'))
    return DONE
  },
  'invite-bot': (slack, body) => slack.inviteBot(text(body, 'conversationId')),
  archive: (slack, body) => {
    slack.archive(text(body, 'conversationId'))
    return DONE
  },
  fault: (slack, body) => {
    slack.fault(faultOf(body))
    return DONE
  },
  outage: (slack, body) => {
    if (typeof body.on !== 'boolean') throw new ControlInputError('on must be true or false')
    slack.outage(body.on)
    return DONE
  },
  'disconnect-sockets': (slack) => {
    slack.disconnectSockets()
    return DONE
  },
}
