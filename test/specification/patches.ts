import { type Patch, partsWith, property, requestsOn, type Schema, type Specification, schemaOf } from './patch.ts'

const WORKFLOWS = ['workflows-beta-2018-10.yml', 'dispatch-0.3.3.yml'] as const
const BETA = ['workflows-beta-2018-10.yml'] as const
const DISPATCH = ['dispatch-0.3.3.yml'] as const
const MESSAGES = ['messages-v1-1.4.0.json'] as const

const text = { type: 'string' }

/** The words for channels: those of the addresses, and that of the final report. */
function channelWords(specification: Specification): { addresses: string[]; report: string[] } {
  const words = (schema: string, path: string) => property(schemaOf(specification, schema), path).enum ?? []
  const [to, from] = [words('ToProperty', 'type'), words('FromProperty', 'type')]
  if (String(to) !== String(from)) throw new Error('the addresses have different channels')
  return { addresses: to, report: words('finalReport', '_links.messages.[].channel') }
}

function allowChannel(specification: Specification, channel: string): void {
  for (const schema of ['ToProperty', 'FromProperty']) {
    property(schemaOf(specification, schema), 'type').enum?.push(channel)
  }
}

function reportChannel(specification: Specification, channel: string): void {
  channelWords(specification).report.push(channel)
}

function require(specification: Specification, schema: string, ...names: string[]): void {
  const { required = [] } = schemaOf(specification, schema)
  schemaOf(specification, schema).required = [...new Set([...required, ...names])]
}

function add(schema: Schema, properties: Record<string, Schema>): void {
  schema.properties = { ...schema.properties, ...properties }
}

/** The one list of where the specifications are not taken as they stand; all else must hold as they say. */
export const PATCHES: readonly Patch[] = [
  {
    of: WORKFLOWS,
    kind: 'mistake',
    what: 'the final report spells a channel `viber_sevice_msg`',
    apply(specification) {
      const { report } = channelWords(specification)
      report.splice(report.indexOf('viber_sevice_msg'), 1, 'viber_service_msg')
    },
  },
  {
    of: WORKFLOWS,
    kind: 'mistake',
    what: '`to` and `from` have no `mms`, of which their prose and the final report speak',
    apply: (specification) => allowChannel(specification, 'mms'),
  },
  {
    of: WORKFLOWS,
    kind: 'mistake',
    what: 'a message without `failover` is both of the two that exactly one of must fit',
    apply(specification) {
      require(specification, 'sendWithFailoverMessage', 'failover')
      schemaOf(specification, 'sendMessage').not = { required: ['failover'] }
    },
  },
  {
    of: WORKFLOWS,
    kind: 'mistake',
    what: '`invalid_parameters` is an object; the service was seen to answer a list of them',
    apply(specification) {
      const error = schemaOf(specification, 'Error')
      add(error, { invalid_parameters: { type: 'array', items: property(error, 'invalid_parameters') } })
    },
  },
  {
    of: WORKFLOWS,
    kind: 'mistake',
    what: 'an error’s `title` is required and not described',
    apply: (specification) => add(schemaOf(specification, 'Error'), { title: text }),
  },
  {
    of: WORKFLOWS,
    kind: 'mistake',
    what: '`custom` is a type of content, whose own property is not described',
    apply(specification) {
      add(property(schemaOf(specification, 'MessageProperty'), 'content'), { custom: { type: 'object' } })
    },
  },
  {
    of: WORKFLOWS,
    kind: 'silence',
    what: 'nothing is required of a workflow, of a status or of a report',
    apply(specification) {
      require(specification, 'createWorkflow', 'template', 'workflow')
      require(specification, 'FailoverProperty', 'expiry_time', 'condition_status')
      require(specification, 'MessageStatus', 'message_uuid', 'to', 'from', 'timestamp', 'status', '_links')
      const names = Object.keys(schemaOf(specification, 'finalReport').properties ?? {})
      require(specification, 'finalReport', ...names.filter((name) => name !== 'usage'))
    },
  },
  {
    of: BETA,
    kind: 'newer',
    what: 'WhatsApp and MMS are in no report of the beta',
    apply(specification) {
      for (const channel of ['whatsapp', 'mms']) reportChannel(specification, channel)
    },
  },
  {
    of: DISPATCH,
    kind: 'newer',
    what: 'a template’s parameters are texts since Messages API v0.1 0.4.0',
    apply: (specification) =>
      add(schemaOf(specification, 'TemplateProperty'), { parameters: { type: 'array', items: text } }),
  },
  {
    of: DISPATCH,
    kind: 'newer',
    what: 'a caption of a video, and what Viber asks of one, are from Messages API 1.4.0',
    apply(specification) {
      add(schemaOf(specification, 'VideoProperty'), { caption: text, thumb_url: text })
      add(schemaOf(specification, 'AudioProperty'), { caption: text })
      const options = property(schemaOf(specification, 'MessageProperty'), 'viber_service_msg')
      add(options, { type: text, duration: { type: 'integer' }, file_size: { type: 'integer' } })
    },
  },
  {
    of: WORKFLOWS,
    kind: 'extension',
    what: 'the channel `rcs`, with its options',
    apply(specification) {
      allowChannel(specification, 'rcs')
      reportChannel(specification, 'rcs')
      const options = { category: text, ttl: { type: 'integer' } }
      add(schemaOf(specification, 'MessageProperty'), { rcs: { type: 'object', properties: options } })
    },
  },
  {
    of: WORKFLOWS,
    kind: 'extension',
    what: '`client_ref` in the statuses of a message, where Messages API v0.1 has it',
    apply: (specification) => add(schemaOf(specification, 'MessageStatus'), { client_ref: text }),
  },
  {
    of: MESSAGES,
    kind: 'mistake',
    what: 'every message demands a property `message`, which is the older version’s and described nowhere',
    apply(specification) {
      const base = schemaOf(specification, 'baseMessageType')
      base.required = base.required?.filter((name) => name !== 'message') ?? []
    },
  },
  {
    of: MESSAGES,
    kind: 'mistake',
    what: 'a Viber video demands in itself what is described in `viber_service`',
    apply(specification) {
      for (const variant of requestsOn(specification, 'Viber')) {
        for (const video of partsWith(variant, 'video')) video.required = ['url', 'thumb_url']
      }
    },
  },
  {
    of: MESSAGES,
    kind: 'mistake',
    what: 'a status must be of the base’s words and of its channel’s, so that no `read` fits, nor an id',
    apply(specification) {
      const base = schemaOf(specification, 'messageStatusBase')
      for (const [name, status] of Object.entries(specification.components.schemas)) {
        const [, own] = status.allOf ?? []
        if (!/^messageStatus(?!Base)/.test(name) || !own) continue
        const kept = Object.entries(base.properties ?? {}).filter(([key]) => !(key in (own.properties ?? {})))
        status.allOf = [{ ...base, properties: Object.fromEntries(kept) }, own]
      }
    },
  },
  {
    of: MESSAGES,
    kind: 'newer',
    what: '`webhook_url` and `webhook_version` are of 1.20.0',
    apply(specification) {
      const version = { type: 'string', enum: ['v0.1', 'v1'] }
      add(schemaOf(specification, 'baseMessageType'), { webhook_url: text, webhook_version: version })
    },
  },
  {
    of: MESSAGES,
    kind: 'newer',
    what: 'a caption of an MMS has 3000 characters at most in 1.20.0, not 2000',
    apply(specification) {
      for (const variant of requestsOn(specification, 'MMS')) {
        for (const type of ['image', 'audio', 'video']) {
          for (const media of partsWith(variant, type)) property(media, 'caption').maxLength = 3000
        }
      }
    },
  },
  {
    of: MESSAGES,
    kind: 'newer',
    what: 'the options of WhatsApp are in 1.20.0 not only for templates',
    apply(specification) {
      const options = { type: 'object', properties: { locale: text, policy: text } }
      add(schemaOf(specification, 'channelOptionsWhatsapp'), { whatsapp: options })
    },
  },
]
