import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { DOCUMENT } from './openapi-document.ts'
import { differences, outline } from './schema-outline.ts'

/** A definition of the vendor's, ours of the same thing, and where the two differ, by the reason for it. */
interface Comparison {
  file: string
  theirs: string
  ours: string
  deviations: Record<string, string[]>
}

const message = 'workflow[].message'

/** Of both versions. */
const CREATE_DEVIATIONS: Comparison['deviations'] = {
  'without it nothing could be sent, or it could not be waited for': [
    'template: is required',
    'workflow: is required',
    ...['image', 'audio', 'video', 'file'].map((type) => `${message}.content.${type}.url: is required`),
    `${message}.content.template.name: is required`,
    'workflow[].failover.expiry_time: is required',
    'workflow[].failover.condition_status: is required',
  ],
  'clients interpolate ids and numbers unquoted, and send numbers as texts': [
    ...['to.id', 'to.number', 'from.id', 'from.number'].map((name) => `workflow[].${name}: may be number`),
    `${message}.content.text: may be number`,
    `${message}.content.template.parameters[].default: may be number`,
    `${message}.viber_service_msg.ttl: may be number, string`,
    'workflow[].failover.expiry_time: may be number, string',
  ],
  'the description speaks of MMS, and RCS is an extension of ours': [
    'workflow[].to.type: also mms, rcs',
    'workflow[].from.type: also mms, rcs',
    `${message}.rcs: is added`,
    `${message}.rcs.category: is added`,
    `${message}.rcs.ttl: is added`,
  ],
  'the Messages API v1 carries it': [
    `${message}.content.audio.caption: is added`,
    `${message}.content.video.caption: is added`,
    `${message}.content.video.thumb_url: is added`,
    `${message}.viber_service_msg.type: is added`,
    `${message}.viber_service_msg.duration: is added`,
    `${message}.viber_service_msg.file_size: is added`,
  ],
  'the type custom has to have something in it': [`${message}.content.custom: is added`],
  'an extension of ours': ['workflow[].client_ref: is added'],
}

const ERROR_DEVIATIONS: Comparison['deviations'] = {
  'answers were recorded with a list': [
    'invalid_parameters: is never object',
    'invalid_parameters: may be array',
    'invalid_parameters.name: is not there',
    'invalid_parameters.reason: is not there',
    'invalid_parameters[].name: is added',
    'invalid_parameters[].reason: is added',
  ],
  'it is required there, and described nowhere': ['title: is added'],
}

const COMPARISONS: Comparison[] = [
  {
    file: 'dispatch-0.3.3.yml',
    theirs: 'createWorkflow',
    ours: 'CreateWorkflow',
    deviations: {
      ...CREATE_DEVIATIONS,
      'WhatsApp has had no fallback since 2020': [`${message}.whatsapp.policy: without fallback`],
    },
  },
  {
    file: 'workflows-beta-2018-10.yml',
    theirs: 'createWorkflow',
    ours: 'CreateWorkflow',
    deviations: {
      ...CREATE_DEVIATIONS,
      'without it nothing says what is sent': [`${message}.content.type: is required`],
      'later versions have it': [
        `${message}.content.image.caption: is added`,
        `${message}.content.file.caption: is added`,
        `${message}.whatsapp: is added`,
        `${message}.whatsapp.policy: is added`,
        `${message}.whatsapp.locale: is added`,
      ],
    },
  },
  { file: 'dispatch-0.3.3.yml', theirs: 'Response', ours: 'DispatchCreated', deviations: {} },
  { file: 'workflows-beta-2018-10.yml', theirs: 'Response', ours: 'WorkflowCreated', deviations: {} },
  { file: 'dispatch-0.3.3.yml', theirs: 'Error', ours: 'Problem', deviations: ERROR_DEVIATIONS },
  { file: 'workflows-beta-2018-10.yml', theirs: 'Error', ours: 'Problem', deviations: ERROR_DEVIATIONS },
]

const folder = new URL('../../../shared/reference/openapi/', import.meta.url)
const found = existsSync(folder)
if (!found) console.log('Left out: comparing our OpenAPI with the vendor’s, which is not beside this repository.')

describe.runIf(found)('the document and the vendor’s specifications', () => {
  test.each(COMPARISONS)('$ours differs from $theirs of $file only as listed', ({ file, theirs, ours, deviations }) => {
    const specification = parse(readFileSync(new URL(file, folder), 'utf8'))
    const different = differences(outline(specification, theirs), outline(DOCUMENT, ours))
    expect(different.sort()).toEqual(Object.values(deviations).flat().sort())
  })
})

describe('an outline', () => {
  const documentOf = (schema: unknown) => ({ components: { schemas: { Any: schema } } })
  const differ = (one: unknown, other: unknown) =>
    differences(outline(documentOf(one), 'Any'), outline(documentOf(other), 'Any'))
  const base = {
    required: ['a'],
    properties: { a: { type: 'string', enum: ['x', 'y'] }, b: { items: { properties: { c: { type: 'integer' } } } } },
  }

  test('of the same schema does not differ', () => {
    expect(differ(base, structuredClone(base))).toEqual([])
  })

  test('tells what is missing, added, of another type, of other values, and not required any more', () => {
    const other = {
      properties: { a: { type: ['string', 'null'], const: 'x' }, b: { items: { properties: { d: {} } } } },
    }
    expect(differ(base, other)).toEqual([
      'a: may be null',
      'a: without y',
      'a: is not required',
      'b[].c: is not there',
      'b[].d: is added',
    ])
  })

  test('joins alternatives: what one of them alone demands is not required', () => {
    const alternatives = {
      oneOf: [
        { required: ['a', 'b'], properties: { a: { type: 'string', const: 'x' }, b: {} } },
        { required: ['a'], properties: { a: { type: 'string', const: 'y' } } },
      ],
    }
    const joined = { required: ['a'], properties: { a: { type: 'string', enum: ['x', 'y'] }, b: {} } }
    expect(differ(joined, alternatives)).toEqual([])
  })
})
