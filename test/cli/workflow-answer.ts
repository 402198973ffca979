/** The uuid of the sample. */
export const UUID = '5f6c1e0a-3a1b-4c2d-8e3f-000000000001'

/** Who is written to in the sample. */
export const RECIPIENTS = { messenger: '4031236547892301', sms: '447700900123' } as const

/** A workflow as the API answers it. */
export function workflowAnswer(status: string) {
  const content = { type: 'text', text: 'The server room is flooding' }
  return {
    workflow_uuid: UUID,
    template: 'failover',
    status,
    created_at: '2026-11-21T22:00:00.000Z',
    current: 1,
    workflow: [
      {
        from: { type: 'messenger', id: '107083064136738' },
        to: { type: 'messenger', id: RECIPIENTS.messenger },
        message: { content },
        failover: { expiry_time: 600, condition_status: 'read' },
      },
      {
        from: { type: 'sms', number: '447700900001' },
        to: { type: 'sms', number: RECIPIENTS.sms },
        message: { content },
      },
    ],
    messages: [
      { index: 0, channel: 'messenger', to: RECIPIENTS.messenger, status: 'delivered', stage: 'sent', statuses: {} },
      { index: 1, channel: 'sms', to: RECIPIENTS.sms, status: 'submitted', stage: 'sent', statuses: {} },
    ],
    timeline: [
      { seq: 1, at: '2026-11-21T22:00:00.000Z', type: 'created' },
      { seq: 2, at: '2026-11-21T22:10:00.000Z', type: 'failover', index: 0, next: 1, reason: 'expired' },
      {
        seq: 3,
        at: '2026-11-21T22:10:02.000Z',
        provider_at: '2026-11-21T22:10:01.000Z',
        type: 'receipt',
        index: 1,
        attempt: 1,
        status: 'submitted',
        change: 'advanced',
        late: false,
        error: { title: 'Unknown subscriber', detail: `${RECIPIENTS.sms}\u001b[2J is not known` },
      },
      { seq: 4, at: '2026-11-21T22:10:03.000Z', type: 'cancel_requested', by: 'program', during: 1 },
    ],
  }
}
