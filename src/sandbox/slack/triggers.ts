import type { Workspace } from './workspace.ts'

/** What a trigger_id stands for. */
export interface Trigger {
  userId: string
  conversationId?: string
  /** The view the interaction happened in, for views.push. */
  viewId?: string
}

/** Issues and redeems trigger_ids. */
export interface Triggers {
  issue(trigger: Trigger): string
  /** The trigger, used up; or Slack's error for it. */
  redeem(id: string): Trigger | { error: string }
}

/** Life of a trigger_id in real milliseconds. Source: Slack, "Modals: trigger_id expires in three seconds". */
const TRIGGER_LIFE_MS = 3000

/** Trigger ids that live 3 s of `realNow` and can be used once. */
export function createTriggers(workspace: Workspace, realNow: () => number): Triggers {
  const issued = new Map<string, Trigger & { issuedAt: number; isUsed: boolean }>()
  return {
    issue(trigger) {
      const id = `${workspace.nextId('1')}.0000000001.${workspace.nextId('a').toLowerCase()}`
      issued.set(id, { ...trigger, issuedAt: realNow(), isUsed: false })
      return id
    },
    redeem(id) {
      const trigger = issued.get(id)
      if (!trigger) return { error: 'invalid_trigger_id' }
      if (trigger.isUsed) return { error: 'exchanged_trigger_id' }
      if (realNow() - trigger.issuedAt > TRIGGER_LIFE_MS) return { error: 'expired_trigger_id' }
      trigger.isUsed = true
      return trigger
    },
  }
}
