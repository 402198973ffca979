import { z } from 'zod'
import type { FinalReport } from '../failover/report.ts'

const uuid = z.string().min(1)

/** Source: Dispatch API 0.3.3, finalReport; Workflows API 0.3.0 names the id workflow_uuid. */
const finalReport = z
  .looseObject({
    workflow_uuid: uuid.optional(),
    dispatch_uuid: uuid.optional(),
    template: z.string(),
    status: z.enum(['completed', 'error']),
    timestamp: z.string(),
    usage: z
      .looseObject({ currency: z.string(), price: z.union([z.string(), z.number()]).transform(String) })
      .optional()
      // A charge that is not as documented must not take the end with it.
      .catch(undefined),
  })
  .refine((report) => !('message_uuid' in report))

/** Reads a final report; undefined where the body is none. */
export function readFinalReport(body: unknown): FinalReport | undefined {
  const { data } = finalReport.safeParse(body)
  const workflowUuid = data?.workflow_uuid ?? data?.dispatch_uuid
  if (!data || workflowUuid === undefined) return undefined
  const providerAt = Date.parse(data.timestamp)
  return {
    type: 'final report',
    workflowUuid,
    status: data.status,
    ...(data.usage ? { usage: { currency: data.usage.currency, price: data.usage.price } } : {}),
    ...(Number.isNaN(providerAt) ? {} : { providerAt }),
  }
}
