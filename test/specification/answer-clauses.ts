import { type Clause, clause } from './clause.ts'

const FITS = 'are the callbacks of any workflow, whatever happens in it'
const STORY =
  'a program gets the uuid, its Messenger message fails over, and each callback has the uuid under that name'
const REPORT = 'has the total in exact decimals, and each message that has a uuid with its status and cost'
const RECORDED = 'an invalid message is an error that names each parameter and the trace'

/** The 202. Source: Dispatch API 0.3.3 and Workflows API 0.3.0, Response. */
export const RESPONSE_CLAUSES: readonly Clause[] = [
  clause(
    ['dispatch_uuid'],
    'required; `workflow_uuid` in the beta',
    'that alone, by the name that belongs to the path',
    [STORY, 'a 202 is a Response'],
  ),
]

/** Refusals. Source: Dispatch API 0.3.3, Error, and an answer as recorded from the service. */
export const ERROR_CLAUSES: readonly Clause[] = [
  clause(['type', 'detail'], 'required texts', 'as recorded; `detail` has the count of invalid parameters', [
    RECORDED,
    'each refusal is an Error',
  ]),
  clause(['title'], 'required, and not described', "“Your request parameters didn't validate.”, as recorded", [
    RECORDED,
  ]),
  clause(['instance'], 'a required text', 'the value of the header `x-nexmo-trace-id`, another for each answer', [
    RECORDED,
    'each problem has an instance of its own',
  ]),
  clause(
    ['invalid_parameters', 'invalid_parameters.name', 'invalid_parameters.reason'],
    'one object',
    'a list of such objects, as recorded: one for each mistake',
    [RECORDED, 'several things in several messages'],
  ),
]

/** Statuses. Source: Dispatch API 0.3.3, MessageStatus. */
export const STATUS_CLAUSES: readonly Clause[] = [
  clause(['message_uuid'], 'the message’s id', 'the provider’s; one of ours for a message that never got one', [
    'names the provider’s message even where the receipt did not',
    'has a message uuid of its own that the final report names, too',
  ]),
  clause(
    ['to', 'to.type', 'to.id', 'to.number', 'from', 'from.type', 'from.id', 'from.number'],
    'as in the request',
    'as the client wrote them, an `id` or a `number` by the channel',
    [
      'has the addresses as the client wrote them, the provider’s time, and a link to the workflow',
      'an id is an id and a number a number on every channel',
    ],
  ),
  clause(['timestamp'], 'when it occurred, ISO 8601', 'the provider’s time; ours where it gave none', [
    'carries our time where the provider gave none',
    FITS,
  ]),
  clause(
    ['status'],
    '`submitted`, `delivered`, `read`, `rejected` or `undeliverable`',
    'these; one that is not documented is not told',
    ['that is not documented is not told', FITS],
  ),
  clause(
    ['error', 'error.code', 'error.reason'],
    'an integer of the table of errors, and words',
    'that, also for a message that the API refused at once',
    [
      'has an error’s code as a number',
      'is told as rejected with the refusal’s words, and the code that means the same in a status',
    ],
  ),
  clause(['usage', 'usage.currency', 'usage.price'], 'EUR, and a decimal as a text', 'as the provider said it', [FITS]),
  clause(
    ['_links', '_links.workflow', '_links.workflow.dispatch_uuid', '_links.workflow.href'],
    'the workflow’s id, and `/workflows/{uuid}`',
    'that; `workflow_uuid` where the path was the beta’s',
    [STORY, 'calls the uuid by its old name for who used the old path'],
  ),
]

/** The end. Source: Dispatch API 0.3.3, finalReport. */
export const REPORT_CLAUSES: readonly Clause[] = [
  clause(
    ['dispatch_uuid', 'template'],
    'the workflow’s id; `failover`',
    'that, and no `message_uuid`: by these clients tell it from a status',
    [STORY, 'never has what a status has at its top, by which clients tell them apart'],
  ),
  clause(['status'], '`completed` or `error`', 'that, once; a cancelled workflow is an `error`', [
    'whatever happens in a workflow, its callbacks stay as they were sent, and one at most is final',
    'a cancelled workflow ends in an error on the wire',
  ]),
  clause(['timestamp'], 'ISO 8601', 'when the workflow ended, by our clock', [FITS]),
  clause(
    ['usage', 'usage.price', 'usage.currency'],
    'the total cost, without what is delivered later',
    'exact decimals; none where currencies differ',
    [REPORT, 'gives no total of different currencies', 'a total is exact, whatever the places and the order'],
  ),
  clause(
    ['_links', '_links.messages', '_links.messages[].message_uuid', '_links.messages[].href'],
    'the messages with their ids',
    'each attempt that was accepted or refused, in the order in which it got its id',
    [REPORT, FITS],
  ),
  clause(
    ['_links.messages[].channel'],
    '`messenger`, `viber_sevice_msg`, `sms`, `whatsapp`, `mms`',
    'the same, spelt right, and `rcs`',
    ['the final report spells a channel `viber_sevice_msg`', 'are the callbacks of every channel'],
  ),
  clause(
    [
      '_links.messages[].usage',
      '_links.messages[].usage.currency',
      '_links.messages[].usage.price',
      '_links.messages[].status',
    ],
    'what the message cost, and its status',
    'what it cost, and the best status it had by then',
    [REPORT, FITS],
  ),
]
