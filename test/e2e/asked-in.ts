import { randomUUID } from 'node:crypto'
import type { NewNotification } from '../../src/bot/notification.ts'
import type { WorkflowMessage } from '../../src/failover/workflow.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createNotificationStore } from '../../src/store/notifications.ts'
import { ADA, NUMBER, PSID } from './thread.ts'
import type { World } from './world.ts'

const content = { type: 'text', text: 'The server room is flooding' } as const

/** Messenger to be read within 10 minutes, else an SMS. */
const CHAIN: WorkflowMessage[] = [
  {
    channel: 'messenger',
    from: '1122334455',
    to: PSID,
    content,
    failover: { expirySeconds: 600, conditionStatus: 'read' },
  },
  { channel: 'sms', from: '447700900999', to: NUMBER, content },
]

/** Ada asks for the chain in a place that no command can be typed in: saved as a form would, while the product rests. */
export async function askIn(
  world: World,
  place: Pick<NewNotification, 'conversationId' | 'threadTs'>,
): Promise<string> {
  await world.stopApp()
  const database = await openDatabase(world.databaseUrl)
  const store = createNotificationStore(database, {
    clock: { now: world.now, realMsUntil: () => 0 },
    sandbox: true,
  })
  const asked = { id: randomUUID(), key: randomUUID(), teamId: world.slack.teamId, requesterId: ADA, messages: CHAIN }
  const id = await store.save({ ...asked, ...place })
  await database.close()
  await world.startApp()
  return id
}
