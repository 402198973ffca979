import { afterAll, beforeEach, describe } from 'vitest'
import { describeAbsences } from './absences-conformance.ts'
import { describeBudgets } from './budgets-conformance.ts'
import { describeCallbacks } from './callbacks-conformance.ts'
import { describeClaims } from './claims-conformance.ts'
import { describeColumns } from './columns-conformance.ts'
import { describeEvidence } from './evidence-conformance.ts'
import { describeIdempotencyKeys } from './idempotency-conformance.ts'
import { describeInboundMessages } from './inbound-conformance.ts'
import { describeInstallations } from './installations-conformance.ts'
import { describeNotificationClaims } from './notification-claims-conformance.ts'
import { describeNotificationList } from './notification-list-conformance.ts'
import { describeNotifications } from './notifications-conformance.ts'
import { describeObservedWorkflows } from './observed-conformance.ts'
import { describePastPrices } from './past-prices-conformance.ts'
import { describeReceipts } from './receipts-conformance.ts'
import { describeWakes } from './wakes-conformance.ts'
import { describeWorkflowList } from './workflow-list-conformance.ts'
import { describeWorkflows } from './workflows-conformance.ts'
import { type Backend, createStoreWorld, type StoreWorld } from './world.ts'

/** What every database must do for the store; each test begins with an empty one. */
export function describeStore(backend: Backend): void {
  let world: StoreWorld | undefined
  const current = () => {
    if (!world) throw new Error('the store is only open while a test runs')
    return world
  }
  beforeEach(async () => {
    world = createStoreWorld(await backend.fresh())
  })
  afterAll(() => backend.close())

  describe('workflows', () => describeWorkflows(current))
  describe('idempotency keys', () => describeIdempotencyKeys(current))
  describe('the list of workflows', () => describeWorkflowList(current))
  describe('receipts', () => describeReceipts(current))
  describe('past prices', () => describePastPrices(current))
  describe('inbound messages', () => describeInboundMessages(current))
  describe('installations', () => describeInstallations(current))
  describe('claims', () => describeClaims(current))
  describe('budgets', () => describeBudgets(current))
  describe('notification claims', () => describeNotificationClaims(current))
  describe('the list of notifications', () => describeNotificationList(current))
  describe('notifications', () => describeNotifications(current))
  describe('wakes', () => describeWakes(current))
  describe('observed workflows', () => describeObservedWorkflows(current))
  describe('absences', () => describeAbsences(current))
  describe('evidence', () => describeEvidence(current))
  describe('callbacks', () => describeCallbacks(current))
  describe('columns', () => describeColumns(current))
}
