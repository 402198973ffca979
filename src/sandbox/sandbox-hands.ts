import type { BackstopProcess } from './backstop-process.ts'
import type { SandboxHands } from './faults/switchboard.ts'
import type { SandboxClock } from './sandbox-clock.ts'
import type { Schedule } from './schedule.ts'
import type { FakeSlack } from './slack/fake-slack.ts'

/** What faults do to a whole part of the sandbox; each ends by itself, in business time where it lasts. */
export function createSandboxHands(parts: {
  slack: Pick<FakeSlack, 'outage' | 'disconnectSockets'>
  backstop: Pick<BackstopProcess, 'kill' | 'start' | 'ask'>
  clock: SandboxClock
  schedule: Schedule
  note: (text: string) => void
}): SandboxHands {
  const { slack, backstop, clock, schedule, note } = parts
  const noteFailure = (error: unknown) => note(error instanceof Error ? error.message : String(error))
  let callOffEnd = () => {}
  return {
    slackOutage(forSeconds) {
      slack.outage(true)
      callOffEnd()
      callOffEnd = schedule.add(clock.now() + forSeconds * 1000, () => {
        slack.outage(false)
        note('Slack is back')
      })
    },
    refreshSockets: () => slack.disconnectSockets(),
    lockDatabase(forMs) {
      backstop.ask({ about: 'lock database', forMs }).then(() => note('the database is free again'), noteFailure)
    },
    killBackstop(downSeconds) {
      const killed = backstop.kill().then(() => note('Backstop was killed'))
      const start = () => killed.then(() => backstop.start()).then(() => note('Backstop runs again'), noteFailure)
      if (downSeconds === 0) void start()
      else schedule.add(clock.now() + downSeconds * 1000, () => void start())
    },
  }
}
