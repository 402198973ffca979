import { ANSWERS, readAs, type WorkflowAnswer } from './answers.ts'
import type { Api } from './api.ts'
import type { Context } from './command.ts'
import { CommandError } from './command-error.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { maskWorkflow } from './mask.ts'
import { entryText } from './workflow-text.ts'

/** Real milliseconds between two looks at a workflow that is waited for. */
const LOOK_EVERY_MS = 1000

/** How many looks in a row may fail: Backstop may be started again meanwhile. */
const FAILED_LOOKS_MAX = 30

/** Reads one workflow. @throws CommandError */
export async function readWorkflow(api: Api, uuid: string): Promise<WorkflowAnswer> {
  const { json } = await api.get(`/${encodeURIComponent(uuid)}`)
  return readAs(ANSWERS.workflow, json)
}

/** Waits until a workflow has ended, and shows on the way what happens to it. @throws CommandError */
export async function followWorkflow(api: Api, uuid: string, context: Context): Promise<WorkflowAnswer> {
  let shown = 0
  let failedLooks = 0
  for (;;) {
    try {
      const workflow = await readWorkflow(api, uuid)
      failedLooks = 0
      const masked = maskWorkflow(workflow)
      for (const entry of masked.timeline.filter(({ seq }) => seq > shown)) {
        if (context.isErrWatched) context.err(`${entryText(entry, masked, context.style)}\n`)
        shown = entry.seq
      }
      if (workflow.status !== 'running') return workflow
    } catch (error) {
      failedLooks += 1
      const mayPass = error instanceof CommandError && error.exitCode === EXIT.unreachable
      if (!mayPass || failedLooks >= FAILED_LOOKS_MAX) throw error
    }
    await context.pause(LOOK_EVERY_MS)
  }
}

/** What a script is told of a workflow that was waited for. */
export function exitCodeOf({ status }: WorkflowAnswer): ExitCode {
  return status === 'completed' ? EXIT.done : EXIT.failed
}
