/** What one of Slack's error codes says of the call that it answers. */
export type ErrorKind = 'locked out' | 'not allowed' | 'gone' | 'postponed' | 'unanswered' | 'impossible'

/**
 * Every error that is documented for the methods in use, by what happens next.
 * Source: Slack, Web API, the errors of each method and the common ones.
 */
export const ERROR_KINDS: Readonly<Record<ErrorKind, readonly string[]>> = {
  /** Not this bot, nowhere: it is repeated with ever longer pauses, and an operator can mend it. */
  'locked out': [
    'access_denied',
    'account_inactive',
    'ekm_access_denied',
    'invalid_auth',
    'missing_scope',
    'no_permission',
    'not_authed',
    'org_login_required',
    'token_expired',
    'token_revoked',
  ],
  /** The bot may not post there; a card goes to the requester's direct messages. */
  'not allowed': [
    'cannot_reply_to_message',
    'channel_is_limited_access',
    'channel_not_found',
    'is_archived',
    'messages_tab_disabled',
    'not_in_channel',
    'restricted_action',
    'restricted_action_non_threadable_channel',
    'restricted_action_read_only_channel',
    'restricted_action_thread_locked',
    'restricted_action_thread_only_channel',
  ],
  /** The message can't be edited or replied to any more; its card goes on in the requester's direct messages. */
  gone: [
    'block_mismatch',
    'cant_update_message',
    'edit_window_closed',
    'is_inactive',
    'message_not_found',
    'thread_not_found',
  ],
  /** Certainly not done, for a reason that passes: it is repeated, later and later. */
  postponed: [
    'external_channel_migrating',
    'message_limit_exceeded',
    'rate_limited',
    'ratelimited',
    'request_timeout',
    'streaming_state_conflict',
    'team_added_to_org',
  ],
  /** Some aspect of it may have succeeded: looked up, or repeated with a word that it may be a repetition. */
  unanswered: ['fatal_error', 'internal_error', 'service_unavailable', 'update_failed'],
  /** Never to be repeated: a card is given up with a line in the log, a form is told to who waits for it. */
  impossible: [
    // Who or what it is for is not there.
    'function_execution_not_found',
    'invalid_user_combination',
    'method_not_supported_for_channel_type',
    'not_enough_users',
    'not_found',
    'team_not_found',
    'too_many_users',
    'user_disabled',
    'user_not_found',
    'user_not_in_channel',
    'user_not_visible',
    // It came too late, or somebody else was faster.
    'duplicate_external_id',
    'exchanged_trigger_id',
    'execution_not_in_running_state',
    'expired_trigger_id',
    'hash_conflict',
    'invalid_trigger_id',
    'push_limit_reached',
    // What was sent is not as Slack wants it: a bug of ours.
    'as_user_not_supported',
    'attachment_payload_limit_exceeded',
    'invalid_attachments',
    'invalid_blocks',
    'invalid_blocks_format',
    'invalid_cursor',
    'invalid_metadata_filter_keys',
    'invalid_metadata_format',
    'invalid_metadata_schema',
    'invalid_ts_latest',
    'invalid_ts_oldest',
    'markdown_text_conflict',
    'metadata_must_be_sent_from_app',
    'metadata_too_large',
    'missing_profile_id',
    'msg_blocks_too_long',
    'msg_too_long',
    'no_text',
    'not_enabled',
    'not_implemented',
    'parameter_validation_failed',
    'too_many_attachments',
    'unknown_method',
    'users_list_not_supplied',
    'view_too_large',
    // Of what is never sent: drafts, files, contact cards, broadcasts of edited replies.
    'blocked_file_type',
    'cant_broadcast_message',
    'draft_already_deleted',
    'draft_already_sent',
    'draft_has_conflict',
    'draft_not_found',
    'duplicate_channel_not_found',
    'duplicate_message_not_found',
    'file_deleted',
    'file_is_deleted',
    'file_not_found',
    'file_share_limit_reached',
    'list_record_comment_fetch_failed',
    'max_file_sharing_exceeded',
    'missing_file_data',
    'no_dual_broadcast_content_update',
    'posting_to_channel_denied',
    'slack_connect_blocked_file_type',
    'slack_connect_canvas_sharing_blocked',
    'slack_connect_clip_sharing_blocked',
    'slack_connect_file_link_sharing_blocked',
    'slack_connect_file_upload_sharing_blocked',
    'slack_connect_lists_sharing_blocked',
    'too_many_contact_cards',
    'unable_to_share_files',
  ],
}

const KIND_OF: ReadonlyMap<string, ErrorKind> = new Map(
  (Object.keys(ERROR_KINDS) as ErrorKind[]).flatMap((kind) => ERROR_KINDS[kind].map((error) => [error, kind] as const)),
)

/** What an error says of its call; one that is not documented can't be relied on to pass. */
export function kindOfError(error: string): ErrorKind {
  return KIND_OF.get(error) ?? 'impossible'
}
