/** What the body of a click, a shortcut or a form says of its workspace. */
export interface WorkspaceFields {
  view?: { app_installed_team_id?: string }
  /** Null where a whole organisation has installed the app. */
  team?: { id: string } | null
  user: { team_id?: string }
}

/**
 * The workspace in which the app is asked, as Bolt tells `authorize` of it: a form that is used from the other side of
 * a Slack Connect conversation names who uses it in `team`, and where the app is in its view alone.
 * Source: bolt-js, issue 1614. @throws Error where none is named, which Slack never does
 */
export function teamOf({ view, team, user }: WorkspaceFields): string {
  const teamId = view?.app_installed_team_id ?? team?.id ?? user.team_id
  if (!teamId) throw new Error('Slack does not say which workspace it speaks of')
  return teamId
}

/** What the envelope of an event says of its workspace. */
export interface EventFields {
  authorizations?: readonly { team_id: string | null }[]
  team_id: string
}

/**
 * The workspace in which the app is told of an event, as Bolt tells `authorize` of it: in a Slack Connect conversation
 * `team_id` can be the other side's. Source: Slack, Events API, event authorizations.
 */
export function teamOfEvent({ authorizations, team_id: teamId }: EventFields): string {
  return authorizations?.[0]?.team_id ?? teamId
}
