import { VIEW_STACK_MAX } from './block-limits.ts'
import { elementsOf, withIds } from './block-validation.ts'
import { initialState, refusedInputs } from './element-values.ts'
import { type JsonObject, objectsOf, stringOf } from './json.ts'
import type { StoredView } from './model.ts'
import type { Workspace } from './workspace.ts'

/** The modals that are open and the App Homes; definitions given to it have been validated. */
export interface Views {
  /** The user's modals, the topmost last. */
  stack(userId: string): StoredView[]
  home(userId: string): StoredView | undefined
  all(): StoredView[]
  find(id: string): StoredView | undefined
  findExternal(externalId: string): StoredView | undefined
  /** Opens a new stack; what the user had open is gone. */
  open(userId: string, definition: JsonObject, conversationId?: string): StoredView
  /** Puts a view on top, or undefined where the stack is full. */
  push(userId: string, definition: JsonObject, conversationId?: string): StoredView | undefined
  update(view: StoredView, definition: JsonObject): void
  publish(userId: string, definition: JsonObject): StoredView
  /** Closes one view, and those above it. */
  close(view: StoredView): void
  closeAll(userId: string): void
}

/** No views yet. */
export function createViews(workspace: Workspace): Views {
  const stacks = new Map<string, StoredView[]>()
  const homes = new Map<string, StoredView>()

  function create(userId: string, type: 'modal' | 'home', definition: JsonObject, rest: Partial<StoredView>) {
    const id = workspace.nextId('V')
    const view: StoredView = {
      id,
      userId,
      type,
      rootViewId: id,
      hash: '',
      definition: {},
      values: {},
      errors: {},
      ...rest,
    }
    define(view, definition)
    return view
  }

  /** What was entered stays where block and action ids stay. Source: Slack, "Updating modals: input values". */
  function define(view: StoredView, definition: JsonObject): void {
    const entered = view.values
    const blocks = withIds(definition.blocks, () => workspace.nextId('b'))
    view.definition = { ...structuredClone(definition), blocks }
    view.hash = `${Math.floor(workspace.now() / 1000)}.${workspace.nextId('h')}`
    view.values = stateOf(blocks, view.conversationId)
    for (const [blockId, actions] of Object.entries(view.values))
      for (const [actionId, state] of Object.entries(actions)) {
        const previous = entered[blockId]?.[actionId]
        if (previous && previous.type === state.type) actions[actionId] = previous
      }
    // What the client itself refused stays until it is put right; what the app said is the app's to say again.
    const refused = Object.entries(refusedInputs(view))
    view.errors = Object.fromEntries(refused.filter(([blockId, error]) => view.errors[blockId] === error))
  }

  const at = (conversationId: string | undefined) => (conversationId === undefined ? {} : { conversationId })
  const views: Views = {
    stack: (userId) => stacks.get(userId) ?? [],
    home: (userId) => homes.get(userId),
    all: () => [...[...stacks.values()].flat(), ...homes.values()],
    find: (id) => views.all().find((view) => view.id === id),
    findExternal: (externalId) => views.all().find((view) => view.definition.external_id === externalId),
    open(userId, definition, conversationId) {
      const view = create(userId, 'modal', definition, at(conversationId))
      stacks.set(userId, [view])
      workspace.changed()
      return view
    },
    push(userId, definition, conversationId) {
      const stack = views.stack(userId)
      const [root] = stack
      const top = stack.at(-1)
      if (!root || !top || stack.length >= VIEW_STACK_MAX) return undefined
      const view = create(userId, 'modal', definition, {
        rootViewId: root.id,
        previousViewId: top.id,
        ...at(conversationId ?? top.conversationId),
      })
      stack.push(view)
      workspace.changed()
      return view
    },
    update(view, definition) {
      define(view, definition)
      workspace.changed()
    },
    publish(userId, definition) {
      const known = homes.get(userId)
      const view = known ?? create(userId, 'home', definition, {})
      if (known) define(known, definition)
      homes.set(userId, view)
      workspace.changed()
      return view
    },
    close(view) {
      const stack = views.stack(view.userId)
      const index = stack.indexOf(view)
      if (index >= 0) stack.splice(index)
      workspace.changed()
    },
    closeAll(userId) {
      stacks.delete(userId)
      workspace.changed()
    },
  }
  return views
}

/** The values a set of blocks starts with, by block and action id. */
export function stateOf(blocks: JsonObject[], conversationId: string | undefined): StoredView['values'] {
  const values: StoredView['values'] = {}
  for (const block of objectsOf(blocks))
    for (const { element } of elementsOf(block)) {
      const state = initialState(element, conversationId)
      const blockId = stringOf(block.block_id)
      const actionId = stringOf(element.action_id)
      if (!state || blockId === undefined || actionId === undefined) continue
      values[blockId] = { ...values[blockId], [actionId]: state }
    }
  return values
}
