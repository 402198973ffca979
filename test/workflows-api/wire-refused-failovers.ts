import { bodyOf, mmsStep, smsStep, workflowBody } from './bodies.ts'
import { refused, SOURCES, type WireRow } from './wire-row.ts'

const DELIVERED = { expiry_time: 600, condition_status: 'delivered' }
const READ = { expiry_time: 600, condition_status: 'read' }
const EXPIRY = 'workflow[0].failover.expiry_time'
const CONDITION = 'workflow[0].failover.condition_status'
const withExpiry = (expiry: unknown) => workflowBody({ failover: { ...DELIVERED, expiry_time: expiry } })

/** Failovers that could not do what they say. */
export const REFUSED_FAILOVERS: readonly WireRow[] = [
  refused(
    'no failover before the last message',
    SOURCES.failover,
    workflowBody({ failover: undefined }),
    'workflow[0].failover',
  ),
  refused(
    'a failover on the last message',
    SOURCES.failover,
    workflowBody({}, { failover: DELIVERED }),
    'workflow[1].failover',
  ),
  refused('no `expiry_time`', SOURCES.ours, workflowBody({ failover: { condition_status: 'read' } }), EXPIRY),
  refused('no `condition_status`', SOURCES.ours, workflowBody({ failover: { expiry_time: 600 } }), CONDITION),
  refused('an expiry of 14 s', SOURCES.failover, withExpiry(14), EXPIRY),
  refused('an expiry of 86,401 s', SOURCES.failover, withExpiry(86_401), EXPIRY),
  refused('an expiry of 20.5 s', SOURCES.failover, withExpiry(20.5), EXPIRY),
  refused('an expiry in words', SOURCES.failover, withExpiry('10m'), EXPIRY),
  refused(
    'another condition',
    SOURCES.failover,
    workflowBody({ failover: { ...DELIVERED, condition_status: 'submitted' } }),
    CONDITION,
  ),
  refused(
    'an SMS that is to be read',
    'the Workflows API’s overview: never reported',
    bodyOf(smsStep({ failover: READ }), smsStep()),
    CONDITION,
  ),
  refused(
    'an MMS that is to be read',
    'the vendor’s guide to status callbacks',
    bodyOf(mmsStep({ failover: READ }), smsStep()),
    CONDITION,
  ),
  refused(
    'several things in several messages',
    'as recorded: all at once, with their count',
    workflowBody({ failover: undefined }, { to: { type: 'sms', number: '0' } }),
    'workflow[0].failover',
    'workflow[1].to.number',
  ),
]
