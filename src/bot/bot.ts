import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { CancelAnswer, SkipAnswer } from '../engine/engine.ts'
import { type Problem, validate } from '../failover/validation.ts'
import type { CallPermits, Cards } from './card-ports.ts'
import type { NewNotification, Notification, NotificationStory, Submission } from './notification.ts'
import type {
  BotAlerts,
  InboundMessages,
  NotificationStore,
  ObservedWorkflowStore,
  StepReports,
  WorkflowsApi,
} from './ports.ts'

/** What the bot works with. */
export interface BotDependencies {
  store: NotificationStore
  observed: ObservedWorkflowStore
  api: WorkflowsApi
  inbound: InboundMessages
  cards: Cards
  steps: StepReports
  permits: CallPermits
  alerts: BotAlerts
  clock: Clock
}

/** What somebody asks for in Slack. */
export type NotificationRequest = Omit<NewNotification, 'id'>

/**
 * What a click on *Cancel* came to; `can't` where the hosted API runs the workflow, which knows no cancel, `withdrawn`
 * where there is none yet and never will be, `submitting` where that is being decided at this moment.
 */
export type BotCancelAnswer = CancelAnswer | { type: "can't" | 'withdrawn' | 'submitting' }

/** What a click on *Send next now* came to; `can't` where the hosted API runs the workflow, which knows no skip. */
export type BotSkipAnswer = SkipAnswer | { type: "can't" }

/** What the listeners in Slack ask for. */
export interface Bot {
  /**
   * Saved when it resolves: the message goes its way, whatever Slack does. `hasOtherMessages` where the same key has
   * begun something else before: that is what goes.
   */
  start(request: NotificationRequest): Promise<{ id: string; hasOtherMessages?: true } | { problems: Problem[] }>
  cancel(notificationId: string, by: string): Promise<BotCancelAnswer>
  /** @param index the message that is to be given up; where another one is current by now, nothing is changed. */
  skip(notificationId: string, index: number, by: string): Promise<BotSkipAnswer>
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
  /** Those that have ended, and that the viewer asked for. */
  ended(viewer: Pick<Viewer, 'teamId' | 'userId'>, limit: number): Promise<NotificationStory[]>
  /** Those that the viewer asked for. */
  recent(viewer: Pick<Viewer, 'teamId' | 'userId'>, limit: number): Promise<NotificationStory[]>
  /**
   * All of a workspace that were asked for since then, in milliseconds since 1970, whoever asked.
   * @param exceptKey of the request that looks: what it began when it came before is not told to it.
   */
  since(teamId: string, at: number, exceptKey?: string): Promise<Notification[]>
}

/** Makes the bot: what is asked for is saved here, and handled when the loop finds it due. */
export function createBot({ store, api }: BotDependencies): Bot {
  return {
    async start(request) {
      const problems = validate(request.messages)
      if (problems.length > 0) return { problems }
      const newId = randomUUID()
      const id = await store.save({ ...request, id: newId })
      const saved = id === newId ? undefined : (await store.read(id))?.notification
      const isOther = saved && JSON.stringify(saved.messages) !== JSON.stringify(request.messages)
      return { id, ...(isOther ? { hasOtherMessages: true } : {}) }
    },
    async cancel(notificationId, by) {
      // First of all, so that nothing can begin to be submitted in between.
      if (await store.withdraw(notificationId, by)) return { type: 'withdrawn' }
      const notification = (await store.read(notificationId))?.notification
      if (notification?.workflowUuid === undefined) return unsubmittedAnswer(notification?.submission)
      return api.control ? api.control.cancel(notification.workflowUuid, by) : { type: "can't" }
    },
    async skip(notificationId, index, by) {
      const workflowUuid = (await store.read(notificationId))?.notification.workflowUuid
      if (workflowUuid === undefined) return { type: 'not found' }
      return api.control ? api.control.skip(workflowUuid, index, by) : { type: "can't" }
    },
  }
}

/** What a cancel comes to where there is no workflow, and the notification could not be withdrawn now. */
function unsubmittedAnswer(submission: Submission | undefined): BotCancelAnswer {
  if (submission === 'withdrawn') return { type: 'withdrawn' }
  // Also of one that could not be handed over a moment ago, and is only saved again.
  return submission === 'submitting' || submission === 'saved' ? { type: 'submitting' } : { type: 'not found' }
}
