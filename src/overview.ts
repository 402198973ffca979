import type { Clock } from './clock.ts'
import type { Engine } from './engine/engine.ts'
import type { WorkflowStory } from './engine/ports.ts'
import { decideAt, sendAt } from './failover/deadline.ts'
import { type MessageProgress, type Progress, progress } from './failover/progress.ts'
import { conditionOf } from './failover/workflow.ts'
import type { Database } from './store/database.ts'
import { latestWorkflowUuids, nextDeadlineAt } from './store/overview.ts'

/** One workflow as a list shows it. */
export interface WorkflowOverview {
  uuid: string
  createdAt: number
  /** When something is decided or sent next; absent once it has ended. */
  nextAt?: number
  current: number
  outcome?: Progress['outcome']
  hold?: Progress['hold']
  messages: (MessageProgress & { channel: string; to: string; conditionStatus: string; expirySeconds?: number })[]
}

/** What our engine is at; reads only. */
export interface Overview {
  /** The next instant at which something is decided or sent, in business time; undefined where nothing waits. */
  nextDeadlineAt(): Promise<number | undefined>
  /** The newest workflows, newest first. */
  workflows(limit: number): Promise<WorkflowOverview[]>
}

/** Makes it from the product's own read functions. */
export function createOverview(parts: { database: Database; engine: Engine; clock: Clock }): Overview {
  return {
    nextDeadlineAt: () => nextDeadlineAt(parts.database, parts.clock.now()),
    async workflows(limit) {
      const uuids = await latestWorkflowUuids(parts.database, limit)
      const stories: WorkflowOverview[] = []
      for (const uuid of uuids) {
        const story = await parts.engine.read(uuid)
        if (story) stories.push(overviewOf(story))
      }
      return stories
    },
  }
}

function overviewOf({ uuid, workflow, facts }: WorkflowStory): WorkflowOverview {
  const { messages, current, outcome, hold } = progress(workflow.messages, facts)
  const instants = [decideAt(workflow), sendAt(workflow)].filter((at) => at !== undefined)
  return {
    uuid,
    createdAt: workflow.state.createdAt,
    current,
    ...(instants.length > 0 ? { nextAt: Math.min(...instants) } : {}),
    ...(outcome ? { outcome } : {}),
    ...(hold ? { hold } : {}),
    messages: workflow.messages.map((plan, index) => ({
      ...(messages[index] ?? { index, stage: 'waiting', statusAt: {} }),
      channel: plan.channel,
      to: plan.to,
      conditionStatus: conditionOf(plan),
      ...(plan.failover ? { expirySeconds: plan.failover.expirySeconds } : {}),
    })),
  }
}
