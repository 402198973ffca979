/** Where a send belongs; it travels with each send and comes back in each of its receipts (rule 7). */
export interface ClientRef {
  workflowUuid: string
  index: number
  attempt: number
}

const CLIENT_REF = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}):(\d{1,3}):(\d{1,6})$/

/** As text, at most 100 characters. Source: Messages API 1.20.0, client_ref. */
export function formatClientRef({ workflowUuid, index, attempt }: ClientRef): string {
  return `${workflowUuid}:${index}:${attempt}`
}

/** Reads one of ours; undefined for any other text. */
export function parseClientRef(text: string | undefined): ClientRef | undefined {
  const [, workflowUuid, index, attempt] = CLIENT_REF.exec(text ?? '') ?? []
  if (workflowUuid === undefined) return undefined
  return { workflowUuid, index: Number(index), attempt: Number(attempt) }
}
