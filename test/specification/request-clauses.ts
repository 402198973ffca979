import { type Clause, clause } from './clause.ts'

const FITS_SENDS = 'fits the Messages API 1.4.0, whatever the workflow, with no property that is not described'
const content = (...names: string[]) => names.map((name) => `workflow[].message.content.${name}`)

/** The operation. Source: Dispatch API 0.3.3 and Workflows API 0.3.0, paths. */
export const OPERATION_CLAUSES: readonly Clause[] = [
  clause(
    [],
    '`POST …/v0.1/dispatch/`; in the beta `POST …/beta/workflows`',
    'both, with nothing, `/` or `?` at the end',
    ['`/v0.1/dispatch/`', '`/beta/workflows?`'],
  ),
  clause([], '`bearerAuth` or `basicAuth`', 'one of them, RS256 alone; both at once, or wrong ones, are a 401', [
    'a token of another key is an error with the problem in it',
    'both kinds of credentials',
    'HS256 with the public key',
  ]),
  clause([], '202 with a `Response`', 'that, once the workflow is on disk', [
    'a 202 is a Response',
    'a program gets the uuid, its Messenger message fails over, and each callback has the uuid under that name',
  ]),
  clause([], '400 with an `Error`', 'that; and 401, 404, 405, 409, 413, 415 and 429 in the same shape', [
    'each refusal is an Error',
    'a program that asks too often gets 429 with the time to wait, and its text as the client keeps it',
  ]),
  clause([], 'a message that fails at once, or whose condition is not met in time, is followed by the next', 'that', [
    'rule 1: a message that the API refuses is followed by the next one at once',
    'rule 1: a message that is delivered but not read in time is followed by the next one',
  ]),
  clause([], 'a status webhook for each delivery and read event', 'that, signed, and repeated until it is taken', [
    'each status and the one final report come signed to the client’s address, and a receipt after the end, too',
    'verifySignature of @vonage/jwt takes our callbacks by the client’s secret alone, and their hash is the body’s',
  ]),
  clause([], 'the callback’s address is in the request body', 'never from a body: it is configured for each client', [
    'each client gets only its own, by its own secret, and what the bot sends is told to none',
  ]),
  clause(
    [],
    'a final report when the condition was met in time, or the last message is delivered, or it fails',
    'that, once; and in error for a last message without receipt, and a cancelled workflow',
    [
      'rule 2: a condition met in time completes the workflow, and nothing more is sent',
      'rule 3: the failure of the last message ends the workflow in error',
      'rule 3: a last message without a receipt stays open for its time limit, then ends in error',
      'a cancelled workflow ends in an error on the wire',
    ],
  ),
  clause([], '`GET` is not supported', '`GET` shows a workflow and lists them: an extension', [
    'a workflow is shown with its plan, how far each message is, and what happened when',
  ]),
]

/** The request. Source: Dispatch API 0.3.3, createWorkflow and what it refers to. */
export const REQUEST_CLAUSES: readonly Clause[] = [
  clause(['template'], 'only `failover`', 'that; it is required', ['another template than `failover`', 'no template']),
  clause(['workflow'], 'a list, of any length', 'one message or more; one `null` at its end is left out', [
    'an empty workflow',
    'one message alone',
    'the published sample, with the callback inside the list, is a workflow of its two messages',
  ]),
  clause(['workflow[].to', 'workflow[].from', 'workflow[].message'], 'required', 'that', [
    'no `to`',
    'no `from`',
    'no `message`',
  ]),
  clause(
    ['workflow[].to.type', 'workflow[].from.type'],
    '`sms`, `viber_service_msg`, `messenger`, `whatsapp`',
    'these, `mms` of which the prose speaks, and `rcs`; both the same',
    ['the channel `mms`', 'an unknown channel', 'another channel in `from` than in `to`'],
  ),
  clause(
    ['workflow[].to.id'],
    'Messenger’s recipient, 1 to 50 characters',
    'that; for Viber it is taken as the number',
    ['an id has 1 to 50 characters', 'Viber’s recipient as `to.id`'],
  ),
  clause(['workflow[].to.number'], 'E.164 without `+` or `00`', '7 to 15 digits; a leading `+` or `00` is taken off', [
    'a number of 6 digits',
    'a number with a leading `+`',
    'a number without its country code',
  ]),
  clause(['workflow[].from.id'], 'Messenger’s page or Viber’s service, 1 to 50 characters', 'that', [
    'a sender has 1 to 50 characters, and is a name where the channel shows one',
  ]),
  clause(['workflow[].from.number'], 'the number it is sent from', 'that, or for SMS a name of at most 50 characters', [
    'a sender of 51 characters',
    'a WhatsApp sender that is no number',
  ]),
  clause(
    content('type').concat('workflow[].message.content'),
    '`text`, `image`, `audio`, `video`, `file`, `template` or `custom`',
    'what the Messages API v1 carries on that channel',
    ['a channel refuses what it can not carry, and says what it can', FITS_SENDS],
  ),
  clause(
    content('text'),
    'Messenger 640, SMS and Viber 1000, WhatsApp 4096 characters',
    'that, in characters and not in bytes',
    ['641 characters by Messenger', 'an SMS of 1001 characters', '1000 characters beyond the basic plane in an SMS'],
  ),
  clause(
    content('image', 'audio', 'video', 'file').concat(content('image.url', 'audio.url', 'video.url', 'file.url')),
    'an address of 1 to 2000 characters',
    'that, of `http` or `https`; it is required',
    ['a `url` of 2001 characters', 'a medium without `url`', 'a `url` that is no web address'],
  ),
  clause(
    content('image.caption', 'file.caption'),
    '1 to 3000 characters, on WhatsApp and MMS',
    'that, where the Messages API v1 has one; elsewhere a 400',
    ['a caption has 1 to 3,000 characters', 'a caption by RCS'],
  ),
  clause(
    content('template', 'template.name', 'template.parameters', 'template.parameters[].default'),
    'a name, and parameters as objects',
    'that, and parameters as texts; `whatsapp.locale` is needed',
    [
      'template parameters as objects with `default`',
      'a template without its name',
      'a template without `whatsapp.locale`',
    ],
  ),
  clause(
    ['workflow[].message.messenger', 'workflow[].message.messenger.category', 'workflow[].message.messenger.tag'],
    '`response`, `update` or `message_tag`, which needs a tag',
    'that',
    ['`message_tag` without its tag', FITS_SENDS],
  ),
  clause(
    [
      'workflow[].message.viber_service_msg',
      'workflow[].message.viber_service_msg.category',
      'workflow[].message.viber_service_msg.ttl',
    ],
    '`transaction` or `promotion`; 30 to 86,400 seconds',
    'that, and what a Viber video needs',
    ['an unknown category', FITS_SENDS, 'Viber has its own name at the Messages API, and its ttl is in seconds'],
  ),
  clause(
    ['workflow[].message.whatsapp', 'workflow[].message.whatsapp.policy', 'workflow[].message.whatsapp.locale'],
    '`fallback` or `deterministic`; a BCP 47 locale',
    '`deterministic` alone: the other has been refused since 2020',
    ['the policy `fallback`', FITS_SENDS],
  ),
  clause(['workflow[].failover'], 'on all messages but the last', 'that: anything else is a 400', [
    'no failover before the last message',
    'a failover on the last message',
  ]),
  clause(
    ['workflow[].failover.expiry_time'],
    'an integer from 15 to 86,400 seconds',
    'that, also as a text of digits; it counts from when the message was accepted',
    ['an expiry of 14 s', '`"expiry_time": "600"`', 'rule 1: the time counts from when the API accepted the message'],
  ),
  clause(
    ['workflow[].failover.condition_status'],
    '`delivered` or `read`',
    'what the channel reports: no `read` of SMS and MMS',
    ['an SMS that is to be read', 'rule 2: read meets delivered'],
  ),
]
