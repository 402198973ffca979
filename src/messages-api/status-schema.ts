import { z } from 'zod'
import { parseClientRef } from '../failover/client-ref.ts'
import type { StatusReport } from '../failover/report.ts'
import type { Failure } from '../failover/state.ts'
import { addressField, extra, readChannel, readTimestamp, textField } from './webhook-fields.ts'

const usage = z.looseObject({ currency: z.string(), price: textField })

/** Source: Messages API 1.20.0, messageStatusBase. The title of an error is its code. */
const statusV1 = z.looseObject({
  message_uuid: z.string().min(1),
  channel: z.string(),
  to: textField,
  from: textField,
  timestamp: z.string(),
  status: z.string().min(1),
  client_ref: extra(z.string()),
  error: extra(z.looseObject({ title: textField, detail: z.string().optional() })),
  usage: extra(usage),
})

const workflowLink = z.looseObject({ workflow_uuid: z.string().optional(), dispatch_uuid: z.string().optional() })

/** Source: Messages API 0.4.0 (v0.1), MessageStatus; `_links` as the Workflows and Dispatch APIs append it. */
const statusV01 = z.looseObject({
  message_uuid: z.string().min(1),
  to: addressField,
  from: addressField,
  timestamp: z.string(),
  status: z.string().min(1),
  client_ref: extra(z.string()),
  error: extra(z.looseObject({ code: textField, reason: z.string().optional() })),
  usage: extra(usage),
  _links: extra(z.looseObject({ workflow: workflowLink.optional() })),
})

/** Reads a status webhook of either version; undefined where it is none. */
export function readStatus(body: unknown): StatusReport | undefined {
  const v1 = statusV1.safeParse(body)
  if (v1.success) {
    const { channel, to, error } = v1.data
    const failure = error && { code: error.title, title: error.detail ?? error.title }
    return report(v1.data, { channel, to, failure })
  }
  const v01 = statusV01.safeParse(body)
  if (!v01.success) return undefined
  const { to, error, _links: links } = v01.data
  const failure = error && { code: error.code, title: error.reason ?? error.code }
  const workflowUuid = links?.workflow?.workflow_uuid ?? links?.workflow?.dispatch_uuid
  const read = report(v01.data, { channel: to.type, to: to.number ?? to.id, failure })
  return { ...read, ...(workflowUuid === undefined ? {} : { workflowUuid }) }
}

interface Common {
  message_uuid: string
  timestamp: string
  status: string
  client_ref?: string | undefined
  usage?: { currency: string; price: string } | undefined
}

function report(
  common: Common,
  { channel, to, failure }: { channel: string; to: string | undefined; failure: Failure | undefined },
): StatusReport {
  const known = readChannel(channel)
  const providerAt = readTimestamp(common.timestamp)
  const reference = parseClientRef(common.client_ref)
  return {
    type: 'status',
    messageUuid: common.message_uuid,
    status: common.status,
    ...(known ? { channel: known } : {}),
    ...(to === undefined ? {} : { to }),
    ...(reference ?? {}),
    ...(failure ? { failure } : {}),
    ...(common.usage ? { usage: { currency: common.usage.currency, price: common.usage.price } } : {}),
    ...(providerAt === undefined ? {} : { providerAt }),
  }
}
