import { expect, test } from 'vitest'
import { createInstallationStore } from '../../src/store/installations.ts'
import { CREATED_AT } from '../failover/workflows.ts'
import { countRows, type StoreWorld } from './world.ts'

/** What every database must do with the places where the Slack app is installed. */
export function describeInstallations(world: () => StoreWorld): void {
  const store = () =>
    createInstallationStore(world().database, { clock: { now: () => world().clock.at, realMsUntil: () => 0 } })
  const [ours, theirs] = [
    { id: 'T1', sealed: 'v1.ours' },
    { id: 'T2', sealed: 'v1.theirs' },
  ]

  test('an installation comes back, each its own', async () => {
    await store().save(theirs)
    await store().save(ours)
    expect(await store().find('T1')).toEqual(ours)
    expect(await store().findOfTeam('T2')).toEqual(theirs)
    expect(await store().find('T3')).toBeUndefined()
    expect(await store().findOfTeam('T3')).toBeUndefined()
    expect(await store().list()).toEqual([ours, theirs])
  })

  test('installing again takes the place of the earlier one, and keeps when it was first', async () => {
    await store().save(ours)
    world().clock.at = CREATED_AT + 5
    await store().save({ ...ours, sealed: 'v1.again' })
    const { kysely } = world().database
    expect(await kysely.selectFrom('slack_installations').selectAll().execute()).toEqual([
      { id: 'T1', sealed: 'v1.again', created_at: CREATED_AT, updated_at: CREATED_AT + 5 },
    ])
  })

  test('the same installation at the same time is kept once', async () => {
    await Promise.all(Array.from({ length: 8 }, (_, i) => store().save({ ...ours, sealed: `v1.${i}` })))
    expect(await countRows(world(), 'slack_installations')).toBe(1)
  })

  test('a workspace has the installation of its organisation, unless it has one of its own', async () => {
    await store().save({ id: 'E1', sealed: 'v1.all' })
    expect(await store().findOfTeam('T1')).toBeUndefined()
    expect(await store().organisationOf('T1')).toBeUndefined()
    await store().noteTeam('T1', 'E0')
    await store().noteTeam('T1', 'E1')
    expect(await store().organisationOf('T1')).toBe('E1')
    expect(await store().findOfTeam('T1')).toEqual({ id: 'E1', sealed: 'v1.all' })
    expect(await store().find('T1')).toBeUndefined()
    await store().save(ours)
    expect(await store().findOfTeam('T1')).toEqual(ours)
  })

  test('what is removed is gone, and nothing else', async () => {
    await store().save(ours)
    await store().save(theirs)
    expect(await store().remove('T1', CREATED_AT)).toBe(true)
    expect(await store().remove('T1', CREATED_AT)).toBe(false)
    expect(await store().list()).toEqual([theirs])
  })

  test('what is sealed anew is the same installation, unless it has changed meanwhile', async () => {
    await store().save(ours)
    world().clock.at = CREATED_AT + 5
    await store().reseal(ours, 'v1.anew')
    await store().reseal(ours, 'v1.too late')
    const { kysely } = world().database
    expect(await kysely.selectFrom('slack_installations').selectAll().execute()).toEqual([
      { id: 'T1', sealed: 'v1.anew', created_at: CREATED_AT, updated_at: CREATED_AT },
    ])
  })

  test('an installation that is younger than the news of its end stays', async () => {
    world().clock.at = CREATED_AT + 1
    await store().save(ours)
    expect(await store().remove('T1', CREATED_AT)).toBe(false)
    expect(await store().find('T1')).toEqual(ours)
  })
}
