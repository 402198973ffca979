import type { Generated } from 'kysely'

/** All tables. Times are integer milliseconds since 1970 in UTC, JSON is text, booleans are 0 and 1. */
export interface Tables {
  workflows: WorkflowsTable
  message_uuids: MessageUuidsTable
  receipts: ReceiptsTable
  inbound_messages: InboundMessagesTable
  events: EventsTable
  notifications: NotificationsTable
  budgets: BudgetsTable
  listeners: ListenersTable
  absences: AbsencesTable
  idempotency_keys: IdempotencyKeysTable
  callbacks: CallbacksTable
  slack_installations: SlackInstallationsTable
  slack_teams: SlackTeamsTable
}

/** A row that the loop makes the world match: due at `due_at`, unless `lease_until` is in the future. */
interface DueColumns {
  due_at: number | null
  lease_until: number | null
}

interface WorkflowsTable extends DueColumns {
  uuid: string
  /** `engine` (ours, decided by transition) or `hosted` (only observed). */
  origin: string
  /** Makes creating idempotent; null for a client that gave none. */
  key: string | null
  /** The API client that asked for it, by name; null for the bot's. */
  client: string | null
  /** Which API the client spoke: `workflows` or `dispatch`; null for the bot's. */
  api: string | null
  messages: string
  /** Of the messages; null in rows of an older version that runs beside this one. */
  channels: string | null
  /** Removed where the plan is redacted. */
  plan_salt: string | null
  /** Salted, of the addresses and texts in `messages`; null in rows of before there was a chain. */
  plan_digest: string | null
  state: string
  limits: string
  /** `running`, or how it ended. */
  status: string
  /** When its current message is to be sent, as far as the budget allows; null where nothing is. */
  send_at: number | null
  /** 1 for a message that follows another: it goes before the first ones of new workflows. */
  urgency: number
  version: number
  created_at: number
  /** Set in a sandbox, so that nothing in it can be taken for a real delivery. */
  sandbox: number
}

interface MessageUuidsTable {
  message_uuid: string
  workflow_uuid: string
  message_index: number
}

interface ReceiptsTable {
  id: Generated<number>
  /** Hash of the raw body. */
  dedupe_key: string
  body: string
  token: string
  /** What the signed body turned out to be: `status`, `final report`, or `not understood`. */
  kind: string
  /** The body in our words, as JSON; null where it was not understood. */
  report: string | null
  /** The workflow that the body names; null where only the message's uuid is known. */
  workflow_uuid: string | null
  message_uuid: string | null
  received_at: number
  processed_at: number | null
  tries: Generated<number>
  sandbox: number
}

interface InboundMessagesTable {
  id: Generated<number>
  /** Hash of the raw body. */
  dedupe_key: string
  body: string
  token: string
  channel: string
  from_address: string
  /** What it says in our words, as JSON: its text may hold what no column can. */
  report: string
  received_at: number
  sandbox: number
}

interface EventsTable {
  workflow_uuid: string
  seq: number
  at: number
  provider_at: number | null
  type: string
  /** The fact without its type, as JSON. */
  data: string
  sandbox: number
  /** Removed with the personal part of `data` where it is redacted. */
  salt: string | null
  /** Salted, of the personal part; null in rows of before there was a chain. */
  digest: string | null
  /** Hash of this event and of the link before it. */
  link: string | null
  /** The receipt that it records, by its `dedupe_key`. */
  receipt_key: string | null
}

interface NotificationsTable extends DueColumns {
  id: string
  /** The idempotency key of the form, the command or the click that asked. */
  key: string
  team_id: string
  /** Where it was asked for. */
  conversation_id: string
  /** The thread in it that it was asked for in; null for none. */
  thread_ts: string | null
  requester_id: string
  messages: string
  /** The notification that this one sends again. */
  again_of: string | null
  /** The step of a Slack workflow that waits for the outcome. */
  step_execution_id: string | null
  /** 1 once that step was told the outcome, or does not wait any more. */
  is_step_over: Generated<number>
  /** `saved`, `submitting`, `created`, `refused`, `unknown` or `withdrawn`. */
  submission: string
  /** When it is to be submitted again; null where it was not postponed. */
  submit_at: number | null
  /** How often it was postponed. */
  submit_tries: Generated<number>
  /** Who has withdrawn it; null where nobody has. */
  withdrawn_by: string | null
  /** Why it was refused, as JSON. */
  refusal: string | null
  workflow_uuid: string | null
  card_conversation_id: string | null
  card_ts: string | null
  /** Set where the card had to go to the requester's DM instead of the conversation: Slack's error code. */
  moved_because: string | null
  /** The last fact that the thread tells. */
  thread_seq: number
  /** Hash of the card as it stands in Slack. */
  card_hash: string | null
  /** The last fact that the card shows. */
  card_seq: Generated<number>
  /** The post that is under way or was not answered, as JSON. */
  posting: string | null
  /** 1 for a card that was posted again since nobody could say whether the first one was. */
  is_repeated: Generated<number>
  /** Slack's error code, where nothing is shown any more. */
  given_up_because: string | null
  /** The requester's DM, once it was opened. */
  direct_conversation_id: string | null
  /** The budget without which it can't go on; who waits for one is claimed with a token of it. */
  waits_for: string | null
  /** Who waits with a greater one goes first. */
  urgency: Generated<number>
  /** Since when Slack shows less than there is to show; null where it shows all. */
  behind_since: number | null
  /** Failed calls in a row; the back-off grows with it. */
  failures: number
  /** Grows with every fact, so that one which comes while the card is being updated is not overlooked. */
  wakes: number
  created_at: number
  sandbox: number
}

interface BudgetsTable {
  name: string
  next_free_at: number
  held_until: number
  /** Why nothing can be sent by anybody, where that is more than a rate; null else. */
  held_for: string | null
}

interface ListenersTable {
  id: string
  seen_at: number
}

interface AbsencesTable {
  from_at: number
  to_at: number
}

/** What an API client is still to be told, or was; due once the one before it in its workflow was tried. */
interface CallbacksTable extends DueColumns {
  workflow_uuid: string
  /** The event that it tells of. */
  seq: number
  client: string
  tries: Generated<number>
  first_tried_at: number | null
  /** `delivered` or `dropped`; null while it is owed. */
  outcome: string | null
  /** What the last try was answered. */
  answer: string | null
}

interface IdempotencyKeysTable {
  /** The API client whose key it is, by name. */
  client: string
  key: string
  /** Hash of what was asked for with it. */
  body_hash: string
  workflow_uuid: string
  created_at: number
}

/** Where the Slack app is installed by OAuth. */
interface SlackInstallationsTable {
  /** Of the workspace, or of the organisation where it is installed in all of it. */
  id: string
  /** The whole installation, encrypted. */
  sealed: string
  created_at: number
  updated_at: number
}

/** Workspaces that have the app because their organisation has it. */
interface SlackTeamsTable {
  id: string
  enterprise_id: string
}
