import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { WorkflowsApi } from '../../src/bot/ports.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { aMessageOn } from '../messages-api/messages.ts'

/** One way to have workflows run, with nothing in it. */
export interface PortSubject {
  api: WorkflowsApi
  /** How many workflows it has. */
  count(): Promise<number>
  stop(): Promise<void>
}

/** Messenger, and an SMS when that is not read in ten minutes. */
export const PLAN: WorkflowMessage[] = [
  aMessageOn('messenger', { failover: { expirySeconds: 600, conditionStatus: 'read' } }),
  aMessageOn('sms'),
]

/** A uuid that no workflow has. */
const NOWHERE = 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab'

/** What the bot relies on, whoever runs its workflows; what only some can do is asked where the port declares it. */
export function describeWorkflowsApi(name: string, start: () => Promise<PortSubject>): void {
  describe(`the Workflows API that is ${name}`, () => {
    let subject: PortSubject
    beforeEach(async () => {
      subject = await start()
    })
    afterEach(() => subject.stop())

    /** The uuid of a workflow that is created. */
    async function create(key: string, messages = PLAN): Promise<string> {
      const outcome = await subject.api.create(messages, key)
      if (outcome.type !== 'created') throw new Error(`not created: ${JSON.stringify(outcome)}`)
      return outcome.workflowUuid
    }

    test('creates a workflow, and says its uuid', async () => {
      expect(await create('one')).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/)
      expect(await subject.count()).toBe(1)
    })

    test('creates another one for another key', async () => {
      expect(await create('one')).not.toBe(await create('two'))
      expect(await subject.count()).toBe(2)
    })

    test('creates a workflow of one message', async () => {
      await create('one', [aMessageOn('sms')])
      expect(await subject.count()).toBe(1)
    })

    test.each<[string, WorkflowMessage[]]>([
      ['a number that is none', [aMessageOn('sms', { to: '07' })]],
      ['no failover before the last', [aMessageOn('messenger'), aMessageOn('sms')]],
      ['a text that is too long', [aMessageOn('sms', { content: { type: 'text', text: 'x'.repeat(1001) } })]],
    ])('refuses %s, says what is wrong, and creates nothing', async (_name, messages) => {
      expect(await subject.api.create(messages, 'one')).toEqual({
        type: 'refused',
        failure: expect.objectContaining({ title: expect.any(String), parameters: [expect.stringMatching(/.+: .+/)] }),
      })
      expect(await subject.count()).toBe(0)
    })

    test('starts nothing for a key that it repeats, and says if it can not know the key', async () => {
      const first = await create('one')
      const second = await create('one')
      expect(second === first).toBe(subject.api.repeatsKeys)
      expect(await subject.count()).toBe(subject.api.repeatsKeys ? 1 : 2)
    })

    test('can be told to cancel and skip, if it says that it can', async () => {
      const { control } = subject.api
      if (!control) return
      const uuid = await create('one')
      expect(await control.skip(uuid, 1, 'U1')).toEqual({ type: 'not current', current: 0 })
      expect(await control.skip(uuid, 0, 'U1')).toEqual({ type: 'skipped' })
      expect(await control.skip(uuid, 1, 'U1')).toEqual({ type: 'last message' })
      expect(await control.cancel(uuid, 'U1')).toEqual({ type: 'cancelled' })
      expect(await control.skip(uuid, 0, 'U1')).toMatchObject({ type: 'too late', status: 'cancelled' })
      expect(await control.cancel(NOWHERE, 'U1')).toEqual({ type: 'not found' })
      expect(await control.skip(NOWHERE, 0, 'U1')).toEqual({ type: 'not found' })
    })
  })
}
