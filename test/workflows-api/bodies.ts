/** Parts of a body that replace those of a good one; undefined takes one out. */
export type Changes = Record<string, unknown>

/** A Messenger message, as `POST /beta/workflows` takes it. */
export function messengerStep(changes: Changes = {}) {
  return {
    from: { type: 'messenger', id: '107083064136738' },
    to: { type: 'messenger', id: '2345678901234567' },
    message: { content: { type: 'text', text: 'The lift is out of order.' } },
    failover: { expiry_time: 600, condition_status: 'read' },
    ...changes,
  }
}

/** An SMS, the last message. */
export function smsStep(changes: Changes = {}) {
  return {
    from: { type: 'sms', number: 'Clinic' },
    to: { type: 'sms', number: '447700900000' },
    message: { content: { type: 'text', text: 'The lift is out of order.' } },
    ...changes,
  }
}

/** A Viber message. */
export function viberStep(changes: Changes = {}) {
  return {
    from: { type: 'viber_service_msg', id: '16273' },
    to: { type: 'viber_service_msg', number: '447700900000' },
    message: { content: { type: 'text', text: 'The lift is out of order.' } },
    ...changes,
  }
}

/** A WhatsApp message. */
export function whatsappStep(changes: Changes = {}) {
  return {
    from: { type: 'whatsapp', number: '447700900002' },
    to: { type: 'whatsapp', number: '447700900000' },
    message: { content: { type: 'text', text: 'The lift is out of order.' } },
    ...changes,
  }
}

/** A body that is taken: Messenger, and an SMS when that is not read in ten minutes. */
export function workflowBody(first: Changes = {}, last: Changes = {}) {
  return { template: 'failover', workflow: [messengerStep(first), smsStep(last)] }
}

/** A body of one message. */
export function bodyOf(...workflow: unknown[]) {
  return { template: 'failover', workflow }
}

/** A message part with such a content. */
export function content(of: Changes, options: Changes = {}) {
  return { content: of, ...options }
}

/** An MMS. */
export function mmsStep(changes: Changes = {}) {
  return {
    from: { type: 'mms', number: '14155550101' },
    to: { type: 'mms', number: '14155550100' },
    message: { content: { type: 'image', image: { url: 'https://example.com/lift.jpg' } } },
    ...changes,
  }
}

/** An RCS message. */
export function rcsStep(changes: Changes = {}) {
  return {
    from: { type: 'rcs', id: 'Clinic' },
    to: { type: 'rcs', number: '447700900000' },
    message: { content: { type: 'text', text: 'The lift is out of order.' } },
    ...changes,
  }
}
