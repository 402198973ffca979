import type { RecordedFact } from '../failover/fact.ts'
import type { Progress } from '../failover/progress.ts'
import type { Failure } from '../failover/state.ts'
import type { WorkflowMessage } from '../failover/workflow.ts'

/** How far submitting a notification's workflow is; `withdrawn` where somebody cancelled before it began. */
export type Submission = 'saved' | 'submitting' | 'created' | 'refused' | 'unknown' | 'withdrawn'

/** A message in Slack. */
export interface Posted {
  conversationId: string
  ts: string
}

/** A post that was begun: saved before the call, so that one whose answer is lost is never simply made again. */
export interface Posting {
  what: 'card' | 'reply'
  conversationId: string
  /** The last fact that it tells or shows. */
  toSeq: number
  since: number
  /** Whether it was posted can't be looked up. */
  isUnreadable?: true
  /** How often it has been posted again since that could not be looked up; 0 unless said. */
  repeats?: number
}

/** Stands where Slack's error code would, had Slack given an answer: to none of several posts it did. */
export const NO_ANSWER = 'no_answer'

/** Somebody's wish that a person be reached, and where in Slack it is shown. */
export interface Notification {
  id: string
  teamId: string
  /** Where it is shown; the requester's id where that is the requester's DM with the bot. */
  conversationId: string
  /** The thread that it was asked for in: the card is a reply there, and tells the whole story itself. */
  threadTs?: string
  requesterId: string
  messages: WorkflowMessage[]
  /** The id of the notification that this one sends again. */
  againOf?: string
  /** The step of a Slack workflow that waits for the outcome. */
  stepExecutionId?: string
  /** That step was told the outcome, or does not wait any more. */
  isStepOver?: true
  submission: Submission
  /** When a submission that was postponed is tried again, and not before. */
  submitAt?: number
  /** How often it was postponed. */
  submitTries?: number
  /** Why it was refused, or, while it is only saved, why it could not be submitted yet. */
  refusal?: Failure
  /** Who has withdrawn it. */
  withdrawnBy?: string
  workflowUuid?: string
  card?: Posted
  /** Slack's error code, where the card had to go to the requester instead of the conversation. */
  movedBecause?: string
  /** The last fact that the thread tells. */
  threadSeq: number
  /** What the card shows at the moment, as a hash. */
  cardHash?: string
  /** The last fact that the card shows. */
  cardSeq: number
  /** The post that is under way, or whose answer never came. */
  posting?: Posting
  /** The card was posted again, since nobody could say whether the first one was. */
  isRepeated?: true
  /** Slack's error code, where nothing is shown any more. */
  givenUpBecause?: string
  /** The requester's DM, once it was opened. */
  directConversationId?: string
  /** Since when Slack shows less than there is to show. */
  behindSince?: number
  /** Failed calls in a row. */
  failures: number
  createdAt: number
  sandbox: boolean
}

/** What is asked for when a notification begins. */
export type NewNotification = Pick<
  Notification,
  'id' | 'teamId' | 'conversationId' | 'threadTs' | 'requesterId' | 'messages' | 'againOf' | 'stepExecutionId'
> & {
  /** The form, command or click that asked: the same one again begins nothing. */
  key: string
}

/** What a change can take away again. */
type Clearable = 'card' | 'cardHash' | 'posting' | 'behindSince'

/** What handling a notification has changed about it; `null` takes away. */
export type NotificationChange = Partial<
  Pick<
    Notification,
    | 'submission'
    | 'submitAt'
    | 'submitTries'
    | 'refusal'
    | 'withdrawnBy'
    | 'workflowUuid'
    | 'movedBecause'
    | 'threadSeq'
    | 'cardSeq'
    | 'isRepeated'
    | 'isStepOver'
    | 'givenUpBecause'
    | 'directConversationId'
    | 'failures'
  >
> & { [Field in Clearable]?: NonNullable<Notification[Field]> | null }

/** A notification with all that has happened to its workflow. */
export interface NotificationStory {
  notification: Notification
  facts: RecordedFact[]
  /** Grows with every fact; handed back when the notification is released. */
  wakes: number
}

/** Whether no workflow came of it, or nobody knows whether one did: then there are no facts to tell. */
export function wasNotTaken({ submission }: Pick<Notification, 'submission'>): boolean {
  return submission === 'refused' || submission === 'unknown' || submission === 'withdrawn'
}

/** Whether nothing more is to come but corrections. */
export function hasEnded(notification: Pick<Notification, 'submission'>, { outcome }: Progress): boolean {
  return outcome !== undefined || wasNotTaken(notification)
}
