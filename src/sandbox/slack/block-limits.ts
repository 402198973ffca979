/** What a value must be. Lengths are in characters, `max` and `min` inclusive. */
export type Rule =
  | { is: 'string'; min?: number; max?: number; oneOf?: readonly string[] }
  | { is: 'number'; min?: number; max?: number }
  | { is: 'boolean' }
  | { is: 'text'; types: readonly TextType[]; max: number }
  | { is: 'list'; of: Rule; min?: number; max?: number }
  | { is: 'object'; shape: string }
  | { is: 'typed'; among: readonly string[] }

/** The two kinds of text object. */
export type TextType = 'plain_text' | 'mrkdwn'

/** The properties of a block, element or object; all others are refused. */
export interface Shape {
  required: { readonly [property: string]: Rule }
  optional: { readonly [property: string]: Rule }
  /** At least one of these optional properties must be there. */
  anyOf?: readonly string[]
}

/** Longest text object where a place sets no lower limit. Source: Block Kit, "text object". */
export const TEXT_MAX = 3000
/** Most blocks by surface. Source: Block Kit, "blocks". */
export const BLOCKS_MAX = { message: 50, modal: 100, home: 100 } as const
/** Largest view in bytes of JSON. Source: views.open, view_too_large ("greater than 250kb"). */
export const VIEW_MAX_BYTES = 250_000
/** Most views in one stack. Source: views.push, push_limit_reached. */
export const VIEW_STACK_MAX = 3

const id: Rule = { is: 'string', min: 1, max: 255 }
const bool: Rule = { is: 'boolean' }
const anyString: Rule = { is: 'string' }
const plain = (max: number): Rule => ({ is: 'text', types: ['plain_text'], max })
const text = (max: number): Rule => ({ is: 'text', types: ['plain_text', 'mrkdwn'], max })
const object = (shape: string): Rule => ({ is: 'object', shape })
const list = (of: Rule, max?: number, min?: number): Rule => ({
  is: 'list',
  of,
  ...(max === undefined ? {} : { max }),
  ...(min === undefined ? {} : { min }),
})
const colour: Rule = { is: 'string', oneOf: ['primary', 'danger'] }

/** Objects inside elements. Source: Block Kit, "composition objects". */
export const OBJECTS: { readonly [name: string]: Shape } = {
  confirm: {
    required: { text: text(300) },
    optional: { title: plain(100), confirm: plain(30), deny: plain(30), style: colour },
  },
  option: {
    required: { text: text(75) },
    optional: { value: { is: 'string', min: 1, max: 150 }, description: plain(75) },
  },
  plain_option: {
    required: { text: plain(75) },
    optional: { value: { is: 'string', min: 1, max: 150 }, description: plain(75) },
  },
  overflow_option: {
    required: { text: plain(75) },
    optional: {
      value: { is: 'string', min: 1, max: 150 },
      description: plain(75),
      url: { is: 'string', max: 3000 },
    },
  },
  option_group: { required: { label: plain(75), options: list(object('plain_option'), 100, 1) }, optional: {} },
  dispatch_action_config: {
    required: {},
    optional: {
      trigger_actions_on: list({ is: 'string', oneOf: ['on_enter_pressed', 'on_character_entered'] }),
    },
  },
  conversation_filter: {
    required: {},
    optional: {
      include: list({ is: 'string', oneOf: ['im', 'mpim', 'private', 'public'] }),
      exclude_external_shared_channels: bool,
      exclude_bot_users: bool,
    },
  },
}

const choice = { action_id: id, confirm: object('confirm'), focus_on_load: bool }
const select = { ...choice, placeholder: plain(150) }
const typing = {
  action_id: id,
  initial_value: anyString,
  placeholder: plain(150),
  focus_on_load: bool,
  dispatch_action_config: object('dispatch_action_config'),
}

/** Interactive elements, and the image of a context. Source: Block Kit, "block elements". */
export const ELEMENTS: { readonly [type: string]: Shape } = {
  button: {
    required: { text: plain(75) },
    optional: {
      action_id: id,
      url: { is: 'string', max: 3000 },
      value: { is: 'string', max: 2000 },
      style: colour,
      confirm: object('confirm'),
      accessibility_label: { is: 'string', max: 75 },
    },
  },
  static_select: {
    required: {},
    optional: {
      ...select,
      options: list(object('plain_option'), 100, 1),
      option_groups: list(object('option_group'), 100, 1),
      initial_option: object('plain_option'),
    },
    anyOf: ['options', 'option_groups'],
  },
  plain_text_input: {
    required: {},
    optional: {
      ...typing,
      multiline: bool,
      min_length: { is: 'number', min: 0, max: 3000 },
      max_length: { is: 'number', min: 1, max: 3000 },
    },
  },
  number_input: {
    required: { is_decimal_allowed: bool },
    optional: { ...typing, min_value: anyString, max_value: anyString },
  },
  radio_buttons: {
    required: { options: list(object('option'), 10, 1) },
    optional: { ...choice, initial_option: object('option') },
  },
  checkboxes: {
    required: { options: list(object('option'), 10, 1) },
    optional: { ...choice, initial_options: list(object('option'), undefined, 1) },
  },
  overflow: {
    required: { options: list(object('overflow_option'), 5, 1) },
    optional: { action_id: id, confirm: object('confirm') },
  },
  users_select: { required: {}, optional: { ...select, initial_user: anyString } },
  conversations_select: {
    required: {},
    optional: {
      ...select,
      initial_conversation: anyString,
      default_to_current_conversation: bool,
      response_url_enabled: bool,
      filter: object('conversation_filter'),
    },
  },
  image: { required: { image_url: anyString, alt_text: anyString }, optional: {} },
}

const stateful = ['static_select', 'radio_buttons', 'checkboxes', 'users_select', 'conversations_select']

/** The blocks the app uses; every other type is refused. Source: Block Kit, "blocks". */
export const BLOCKS: { readonly [type: string]: Shape } = {
  header: { required: { text: plain(150) }, optional: { block_id: id } },
  section: {
    required: {},
    optional: {
      block_id: id,
      text: text(TEXT_MAX),
      fields: list(text(2000), 10, 1),
      accessory: { is: 'typed', among: ['button', 'overflow', ...stateful] },
      expand: bool,
    },
    anyOf: ['text', 'fields'],
  },
  context: {
    required: { elements: list({ is: 'typed', among: ['image', 'plain_text', 'mrkdwn'] }, 10, 1) },
    optional: { block_id: id },
  },
  actions: {
    required: { elements: list({ is: 'typed', among: ['button', 'overflow', ...stateful] }, 25, 1) },
    optional: { block_id: id },
  },
  divider: { required: {}, optional: { block_id: id } },
  input: {
    required: {
      label: plain(2000),
      element: { is: 'typed', among: ['plain_text_input', 'number_input', ...stateful] },
    },
    optional: { block_id: id, hint: plain(2000), optional: bool, dispatch_action: bool },
  },
  image: {
    required: { image_url: { is: 'string', max: 3000 }, alt_text: { is: 'string', max: 2000 } },
    optional: { block_id: id, title: plain(2000) },
  },
}

const view = {
  private_metadata: { is: 'string', max: 3000 },
  callback_id: { is: 'string', max: 255 },
  external_id: { is: 'string', max: 255 },
} as const

/** The two kinds of view, without their blocks. Source: Block Kit, "views". */
export const VIEWS: { readonly [type: string]: Shape } = {
  modal: {
    required: { title: plain(24) },
    optional: { ...view, submit: plain(24), close: plain(24), clear_on_close: bool, notify_on_close: bool },
  },
  home: { required: {}, optional: view },
}
