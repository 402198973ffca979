/** Where a reader types: messages, and slash commands with their hints. */
import { post } from './api.js'
import { element, keepChildren, setAttribute } from './element.js'
import { attempt, showToast } from './notices.js'
import { globalShortcuts } from './shortcuts.js'

/** @import {SlashCommand} from '../slack/model.ts' */
/** @import {Store} from './state.js' */

/**
 * A composer for a conversation, or for the open thread of one.
 * @param {Store} store
 * @param {'conversation' | 'thread'} place
 */
export function createComposer(store, place) {
  /** @type {Map<string, string>} what was typed and not sent, by conversation and thread */
  const drafts = new Map()
  let target = ''
  const hints = element('div', { class: 'command-hints', id: `${place}-hints`, 'aria-live': 'polite', hidden: true })
  const input = element('textarea', {
    class: 'input',
    rows: 1,
    'aria-describedby': hints.id,
    on: { input: showHints, keydown: onKey },
  })
  const button = element('button', { type: 'submit', class: 'button primary' }, 'Send')
  const shortcuts = place === 'conversation' ? globalShortcuts(store) : undefined
  const node = element('form', { class: 'composer', on: { submit: onSubmit } }, hints, shortcuts, input, button)

  function showHints() {
    const commands = place === 'thread' ? [] : matching(input.value, store.state.slack.slashCommands)
    hints.hidden = commands.length === 0
    keepChildren(
      hints,
      commands.map((command) => ({ key: command.command, signature: command, create: () => hintNode(command) })),
    )
  }

  /** @param {SlashCommand} command */
  function hintNode(command) {
    const choose = () => {
      input.value = `${command.command} `
      input.focus()
      showHints()
    }
    return element(
      'button',
      { type: 'button', class: 'command-hint', on: { click: choose } },
      element('strong', {}, command.command),
      ` ${command.usageHint}`,
      element('span', { class: 'quiet' }, command.description),
    )
  }

  /** @param {KeyboardEvent} event */
  function onKey(event) {
    const only = matching(input.value, store.state.slack.slashCommands)[0]
    if (event.key === 'Tab' && only && place === 'conversation' && !input.value.includes(' ')) {
      event.preventDefault()
      input.value = `${only.command} `
      showHints()
    } else if (event.key === 'Enter' && !event.shiftKey && !event.isComposing) {
      event.preventDefault()
      node.requestSubmit()
    }
  }

  /** @param {Event} event */
  async function onSubmit(event) {
    event.preventDefault()
    const text = input.value.trim()
    if (text === '') return
    if (place === 'thread' && text.startsWith('/')) return showToast("Slash commands can't be used in threads.")
    input.value = ''
    showHints()
    const { userId, conversationId, threadTs } = store.state
    const sent = await attempt(() =>
      text.startsWith('/')
        ? post('/slack/control/type-command', { userId, conversationId, text }).then(withoutNotice)
        : post('/slack/control/post', {
            userId,
            conversationId,
            text: asSlackSendsIt(text, store),
            ...(place === 'thread' && { threadTs }),
          }),
    )
    if (sent === undefined && input.value === '') input.value = text
  }

  return {
    node,
    focus: () => input.focus(),
    /** @param {{ target: string, label: string, isDisabled: boolean }} shown */
    show(shown) {
      if (shown.target !== target) {
        drafts.set(target, input.value)
        target = shown.target
        input.value = drafts.get(target) ?? ''
        showHints()
      }
      setAttribute(input, 'placeholder', shown.label)
      setAttribute(input, 'aria-label', shown.label)
      input.disabled = shown.isDisabled
      button.disabled = shown.isDisabled
    },
  }
}

/**
 * The commands that what is typed can become, or is.
 * @param {string} typed
 * @param {SlashCommand[]} commands
 */
function matching(typed, commands) {
  if (!typed.startsWith('/')) return []
  const [word = ''] = typed.split(/\s/)
  return commands.filter(({ command }) => (typed === word ? command.startsWith(word) : command === word))
}

/**
 * A command that failed has its line from Slackbot in the conversation already.
 * @param {object} outcome
 */
function withoutNotice(outcome) {
  return { ...outcome, notice: undefined }
}

/**
 * Slack's client escapes what is typed, and turns `@handle` and `#name` into ids.
 * @param {string} text
 * @param {Store} store
 */
function asSlackSendsIt(text, { state }) {
  const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const { users, conversations } = state.slack
  return escaped
    .replace(/(^|\s)@(\w+)/g, (whole, before, name) => {
      const user = users.find((one) => one.name === name.toLowerCase())
      return user ? `${before}<@${user.id}>` : whole
    })
    .replace(/(^|\s)#([\w-]+)/g, (whole, before, name) => {
      const conversation = conversations.find((one) => one.kind !== 'im' && one.name === name)
      return conversation ? `${before}<#${conversation.id}|${conversation.name}>` : whole
    })
}
