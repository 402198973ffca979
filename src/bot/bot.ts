import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { CancelAnswer } from '../engine/engine.ts'
import { type Problem, validate } from '../failover/validation.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'
import type { CallPermits, Cards } from './card-ports.ts'
import type { NotificationStory } from './notification.ts'
import type { BotAlerts, InboundMessages, NotificationStore, ObservedWorkflowStore, WorkflowsApi } from './ports.ts'

/** What the bot works with. */
export interface BotDependencies {
  store: NotificationStore
  observed: ObservedWorkflowStore
  api: WorkflowsApi
  inbound: InboundMessages
  cards: Cards
  permits: CallPermits
  alerts: BotAlerts
  clock: Clock
}

/** What somebody asks for in Slack. */
export interface NotificationRequest {
  /** The form, command or click that asks; the same one again begins nothing new. */
  key: string
  teamId: string
  conversationId: string
  requesterId: string
  messages: WorkflowMessage[]
}

/** What a click on *Cancel* came to; `can't` where the hosted API runs the workflow, which knows no cancel. */
export type BotCancelAnswer = CancelAnswer | { type: "can't" }

/** What the listeners in Slack ask for. */
export interface Bot {
  /** Saved when it resolves: the message goes its way, whatever Slack does. */
  start(request: NotificationRequest): Promise<{ id: string } | { problems: Problem[] }>
  cancel(notificationId: string, by: string): Promise<BotCancelAnswer>
}

/** Who asks about notifications, and where: they see those that they asked for, and those of that conversation. */
export interface Viewer {
  teamId: string
  userId: string
  conversationId: string
}

/** What somebody may see; always the newest first. */
export interface NotificationList {
  /** Those whose id begins so, of hexadecimal digits and hyphens. */
  find(viewer: Viewer, idStart: string, limit: number): Promise<NotificationStory[]>
  /** The last one that the viewer asked for; where there is none, the last one of the conversation. */
  latest(viewer: Viewer): Promise<NotificationStory | undefined>
  /** Those that have not ended. */
  running(viewer: Viewer, limit: number): Promise<NotificationStory[]>
}

/** Makes the bot: what is asked for is saved here, and handled when the loop finds it due. */
export function createBot({ store, api }: BotDependencies): Bot {
  return {
    async start(request) {
      const problems = validate(request.messages)
      if (problems.length > 0) return { problems }
      return { id: await store.save({ ...request, id: randomUUID() }) }
    },
    async cancel(notificationId, by) {
      const story = await store.read(notificationId)
      const workflowUuid = story?.notification.workflowUuid
      if (!story || workflowUuid === undefined) return { type: 'not found' }
      return api.control ? api.control.cancel(workflowUuid, by) : { type: "can't" }
    },
  }
}
