import type { PageAnswer, WorkflowAnswer } from './answers.ts'

/** A number's country and its last digits, or the end of an id: enough to know it again, not to write to it. */
export function maskAddress(address: string): string {
  if (address.length < 8) return '•'.repeat(address.length)
  return /^\d{8,15}$/.test(address) ? `+${address.slice(0, 2)} •••• ${address.slice(-3)}` : `…${address.slice(-4)}`
}

/** The same list with each number masked that is long enough for a telephone's. */
export function maskPage(page: PageAnswer): PageAnswer {
  // Only texts have changed, each to a text.
  return mapTexts(page, (text, key) => (isPlainWord(text, key) ? text : maskNumbers(text))) as PageAnswer
}

/** The same answer with each recipient masked wherever it is said, and each other number that is long enough for one. */
export function maskWorkflow(workflow: WorkflowAnswer): WorkflowAnswer {
  const recipients = [...workflow.messages.map(({ to }) => to), ...workflow.workflow.flatMap(recipientsOf)]
  const distinct = [...new Set(recipients)].filter((address) => address !== '').sort((a, b) => b.length - a.length)
  const masked = mapTexts(workflow, (text, key) => {
    if (isPlainWord(text, key)) return text
    if (distinct.includes(text)) return maskAddress(text)
    const without = distinct.filter(({ length }) => length >= 8)
    return maskNumbers(without.reduce((words, address) => words.replaceAll(address, maskAddress(address)), text))
  })
  // Only texts have changed, each to a text.
  return masked as WorkflowAnswer
}

function maskNumbers(text: string): string {
  return text.replace(/\+?\b(\d{9,15})\b/g, (_, digits: string) => maskAddress(digits))
}

/** What no recipient can be, and what programs go by: uuids and the fields that name things. */
function isPlainWord(text: string, key: string): boolean {
  return (
    /_uuid$|^(next_cursor|type|channel|status|stage|instance)$|_at$/.test(key) ||
    /^[0-9a-f]{8}-[0-9a-f-]{27}$/i.test(text)
  )
}

function recipientsOf({ to }: Record<string, unknown>): string[] {
  if (typeof to !== 'object' || to === null) return []
  const { number, id } = to as Record<string, unknown>
  return [number, id].flatMap((address) => (address === undefined || address === null ? [] : [String(address)]))
}

function mapTexts(value: unknown, map: (text: string, key: string) => string, key = ''): unknown {
  if (typeof value === 'string') return map(value, key)
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, map, key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, mapTexts(item, map, name)]))
}
