import type { AcceptedMessage, AcceptedWorkflow, WorkflowMessageStatus, WorkflowUsage } from './workflow.ts'

/** The callback for one message. Source: Dispatch API 0.3.3, MessageStatus; the beta names the id workflow_uuid. */
export function messageStatusBody(
  workflow: AcceptedWorkflow,
  message: AcceptedMessage,
  news: {
    status: WorkflowMessageStatus
    at: number
    error?: { code: number; reason: string } | undefined
    usage?: WorkflowUsage | undefined
  },
): unknown {
  return {
    message_uuid: message.messageUuid,
    to: message.to,
    from: message.from,
    timestamp: new Date(news.at).toISOString(),
    status: news.status,
    ...(news.error && { error: news.error }),
    ...(news.usage && { usage: news.usage }),
    _links: {
      workflow: { [workflow.idName]: workflow.workflowUuid, href: `/workflows/${workflow.workflowUuid}` },
    },
  }
}

/** The callback for the whole workflow: only messages that were sent. Source: Dispatch API 0.3.3, finalReport. */
export function finalReportBody(workflow: AcceptedWorkflow, status: 'completed' | 'error', at: number): unknown {
  const sent = workflow.messages.filter((message) => message.messageUuid !== undefined)
  return {
    [workflow.idName]: workflow.workflowUuid,
    template: 'failover',
    status,
    timestamp: new Date(at).toISOString(),
    usage: { price: sumOf(sent.map((message) => message.usage?.price ?? '0')), currency: 'EUR' },
    _links: {
      messages: sent.map((message) => ({
        message_uuid: message.messageUuid,
        href: `/messages/${message.messageUuid}`,
        channel: message.to.type,
        ...(message.usage && { usage: message.usage }),
        status: message.statuses.at(-1),
      })),
    },
  }
}

/** Sum of decimal strings, exact, with as many digits as the longest of them. */
function sumOf(prices: readonly string[]): string {
  const digits = Math.max(...prices.map((price) => price.split('.')[1]?.length ?? 0), 0)
  const units = prices.reduce((sum, price) => {
    const [whole = '0', fraction = ''] = price.split('.')
    return sum + BigInt(whole + fraction.padEnd(digits, '0'))
  }, 0n)
  const text = units.toString().padStart(digits + 1, '0')
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`
}
