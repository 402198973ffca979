import { CHANNELS } from '../../failover/channel.ts'
import { latestSendMs } from '../../failover/latest-send.ts'
import type { WorkflowMessage } from '../../failover/workflow.ts'
import { durationAtMost, durationOf, escapeText } from '../blocks/text.ts'
import { plannedLine, worstLine } from '../words/form.ts'

/** Characters of an address in the preview: enough to know it by, and the same while the rest is typed. */
const ADDRESS_START = 3

/** The plan in words, a line for each message, and when the last one goes at worst. */
export function previewLines(messages: readonly WorkflowMessage[]): string[] {
  const lines = messages.map(({ channel, to }, index) => {
    const before = messages[index - 1]?.failover
    const ms = (before?.expirySeconds ?? Number.NaN) * 1000
    return plannedLine(
      { number: index + 1, label: CHANNELS[channel].label, addressStart: startOf(to) },
      before && { condition: before.conditionStatus, within: Number.isNaN(ms) ? undefined : durationOf(ms) },
    )
  })
  const worstMs = latestSendMs(messages, messages.length - 1)
  return messages.length < 2 || Number.isNaN(worstMs) ? lines : [...lines, worstLine(durationAtMost(worstMs))]
}

function startOf(address: string): string {
  return escapeText([...address].slice(0, ADDRESS_START).join('').replaceAll('`', "'"))
}
