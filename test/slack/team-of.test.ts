import { expect, test } from 'vitest'
import { teamOf, teamOfEvent, type WorkspaceFields } from '../../src/slack/team-of.ts'

test.each<[string, WorkspaceFields, string]>([
  ['the one that the payload is of', { team: { id: 'T1' }, user: { team_id: 'T9' } }, 'T1'],
  ['who asks, where an organisation has the app', { team: null, user: { team_id: 'T1' } }, 'T1'],
  ['where the app is, for a form', { view: { app_installed_team_id: 'T1' }, team: { id: 'T9' }, user: {} }, 'T1'],
  ['the payload’s, for a form that does not say', { view: {}, team: { id: 'T1' }, user: {} }, 'T1'],
])('the workspace is that of %s', (_whose, body, teamId) => {
  expect(teamOf(body)).toBe(teamId)
})

test.each<WorkspaceFields>([{ user: {} }, { team: null, user: { team_id: '' } }])(
  'a payload of no workspace is a bug, and not one of an unnamed workspace: %j',
  (body) => {
    expect(() => teamOf(body)).toThrow('which workspace')
  },
)

test('an event is of the workspace that it is told to, which may be the other side of where it happened', () => {
  expect(teamOfEvent({ team_id: 'T9', authorizations: [{ team_id: 'T1' }] })).toBe('T1')
  expect(teamOfEvent({ team_id: 'T1', authorizations: [{ team_id: null }] })).toBe('T1')
  expect(teamOfEvent({ team_id: 'T1', authorizations: [] })).toBe('T1')
  expect(teamOfEvent({ team_id: 'T1' })).toBe('T1')
})
