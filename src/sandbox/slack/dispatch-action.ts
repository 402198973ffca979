import { isObject, type JsonObject } from './json.ts'

/** What is done in a text of which the app may be told. */
export type TextTrigger = 'on_character_entered' | 'on_enter_pressed'

/** Whether an element is a text that is typed. */
export function isTyped(element: JsonObject): boolean {
  return element.type === 'plain_text_input' || element.type === 'number_input'
}

/** Whether the app is told of this, done in a text. Source: Slack, dispatch action configuration. */
export function isToldAt(trigger: TextTrigger, block: JsonObject, element: JsonObject): boolean {
  if (block.dispatch_action !== true) return false
  const config = isObject(element.dispatch_action_config) ? element.dispatch_action_config : {}
  const triggers = config.trigger_actions_on
  return Array.isArray(triggers) ? triggers.includes(trigger) : trigger === 'on_enter_pressed'
}
