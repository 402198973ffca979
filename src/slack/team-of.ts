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
