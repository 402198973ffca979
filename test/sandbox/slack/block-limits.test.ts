import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import { describe, expect, test } from 'vitest'
import { BLOCKS, ELEMENTS, type Rule, type Shape, VIEWS } from '../../../src/sandbox/slack/block-limits.ts'
import { checkBlocks } from '../../../src/sandbox/slack/block-validation.ts'
import { isObject, type Json, type JsonObject, member, parseJson } from '../../../src/sandbox/slack/json.ts'
import { refuseView } from '../../../src/sandbox/slack/view-validation.ts'
import { limitSamples } from './block-samples.ts'

const samples = limitSamples()

describe('our own validation', () => {
  test.each(samples)('$name: takes the limit and refuses one past it', ({ surface, within, past }) => {
    expect(ours(surface, within)).toBe(true)
    expect(ours(surface, past)).toBe(false)
  })
})

const schemaUrl = new URL('../../../../shared/reference/slack/block-kit.schema.json', import.meta.url)

/** Limits that Slack documents in prose and the generated schema doesn't carry. */
const SCHEMA_IS_SILENT = [
  /\.description plain_text max 75$/,
  /^plain_text_input\.(min|max)_length /,
  /^overflow\.options (min|max) /,
  /^static_select\.options min 1$/,
  /^static_select\.option_groups (min|max) /,
  /^option_group\.(label plain_text max|options min|options max) /,
  /^(checkboxes|radio_buttons)\.options min 1$/,
  /^checkboxes\.initial_options min 1$/,
]

if (existsSync(schemaUrl)) compareWithSchema()
else
  test('the comparison with the Block Kit schema is left out: the schema is not here', () => {
    console.info('block-kit.schema.json is not here: the comparison was left out')
  })

function compareWithSchema(): void {
  const schema = parseJson(readFileSync(schemaUrl, 'utf8'))
  if (!isObject(schema)) throw new Error('the schema is no object')
  const ajv = new Ajv({ strict: false }).addSchema(schema, 'bk')
  const validators = {
    message: ajv.compile({ $ref: 'bk#/definitions/MessageBlocks' }),
    modal: ajv.compile({ $ref: 'bk#/definitions/ModalView' }),
    home: ajv.compile({ $ref: 'bk#/definitions/HomeView' }),
  }
  const theirs = (surface: 'block' | 'view', sample: JsonObject) => {
    if (surface === 'block') return validators.message([sample])
    return sample.type === 'home' ? validators.home(sample) : validators.modal(sample)
  }

  describe('the Block Kit schema', () => {
    test.each(samples)('$name: agrees at the limit and one past it', ({ name, surface, within, past }) => {
      expect(theirs(surface, within)).toBe(true)
      expect(theirs(surface, past)).toBe(SCHEMA_IS_SILENT.some((pattern) => pattern.test(name)))
    })

    test.each(definitionsWeCover())(
      '$definition: has the properties and maxima that we have',
      ({ definition, shape }) => {
        const described = definitionOf(schema, definition)
        const properties = Object.entries({ ...shape.required, ...shape.optional })
        const there = Object.keys(described).filter((name) => !['type', 'blocks', 'slack_file'].includes(name))
        expect(properties.map(([name]) => name).sort()).toEqual(there.sort())
        for (const [name, rule] of properties) {
          const max = schemaMax(described[name])
          if (max !== undefined) expect(`${name} ${ourMax(rule)}`).toBe(`${name} ${max}`)
        }
      },
    )

    test.each(['message', 'modal', 'home'] as const)('%s: agrees on the number of blocks', (surface) => {
      const max = { message: 50, modal: 100, home: 100 }[surface]
      for (const [count, isFine] of [
        [max, true],
        [max + 1, false],
      ] as const) {
        const blocks: Json[] = Array.from({ length: count }, () => ({ type: 'divider' }))
        const title = surface === 'modal' ? { title: { type: 'plain_text', text: 'x' } } : {}
        const theirSample = surface === 'message' ? blocks : { type: surface, blocks, ...title }
        expect(checkBlocks(blocks, surface, '/blocks').length === 0).toBe(isFine)
        expect(validators[surface](theirSample)).toBe(isFine)
      }
    })
  })
}

function ours(surface: 'block' | 'view', sample: JsonObject): boolean {
  if (surface === 'block') return checkBlocks([sample], 'message', '/blocks').length === 0
  return refuseView(sample, sample.type === 'home' ? 'home' : 'modal') === undefined
}

function definitionsWeCover(): { definition: string; shape: Shape }[] {
  const name = (type: string) =>
    type
      .split('_')
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join('')
  return [
    ...Object.entries(BLOCKS).map(([type, shape]) => ({ definition: `${name(type)}Block`, shape })),
    ...Object.entries(ELEMENTS).map(([type, shape]) => ({
      definition: type === 'image' ? 'ImageElement' : name(type),
      shape,
    })),
    ...Object.entries(VIEWS).map(([type, shape]) => ({ definition: `${name(type)}View`, shape })),
  ]
}

/** The properties of a definition; of alternatives the first, which for images is the one with a URL. */
function definitionOf(schema: JsonObject, name: string): JsonObject {
  const definition = member(schema.definitions, name)
  const alternatives = member(definition, 'anyOf')
  const properties =
    member(definition, 'properties') ??
    (Array.isArray(alternatives) ? member(alternatives[0], 'properties') : undefined)
  if (!isObject(properties)) throw new Error(`no definition ${name}`)
  return properties
}

/** The maximum that a property of the schema sets on its own: of a string, a list, or a text object's text. */
function schemaMax(property: Json | undefined): Json | undefined {
  const direct = member(property, 'maxLength') ?? member(property, 'maxItems')
  const parts = member(property, 'allOf')
  if (direct !== undefined || !Array.isArray(parts)) return direct
  const texts = parts.map((part) => member(member(member(part, 'properties'), 'text'), 'maxLength'))
  return texts.find((max) => max !== undefined)
}

function ourMax(rule: Rule): number | undefined {
  return 'max' in rule ? rule.max : undefined
}
