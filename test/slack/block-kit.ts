import { existsSync, readFileSync } from 'node:fs'
import type { types } from '@slack/bolt'
import { Ajv } from 'ajv'
import { checkBlocks } from '../../src/sandbox/slack/block-validation.ts'
import type { Json } from '../../src/sandbox/slack/json.ts'
import { problemMessages } from '../../src/sandbox/slack/shape-validation.ts'
import { refuseView } from '../../src/sandbox/slack/view-validation.ts'

const schema = new URL('../../../shared/reference/slack/block-kit.schema.json', import.meta.url)
const validators = existsSync(schema) ? compile() : undefined
if (!validators) console.log('Left out: comparing with the Block Kit schema, which is not beside this repository.')

function compile() {
  const ajv = new Ajv({ strict: false }).addSchema(JSON.parse(readFileSync(schema, 'utf8')), 'bk')
  return {
    message: ajv.compile({ $ref: 'bk#/definitions/MessageBlocks' }),
    modal: ajv.compile({ $ref: 'bk#/definitions/ModalView' }),
    home: ajv.compile({ $ref: 'bk#/definitions/HomeView' }),
  }
}

/** What Slack would refuse in a message's blocks, by the fake's rules and by the schema where it is found. */
export function messageProblems(blocks: readonly types.KnownBlock[]): string[] {
  return [...problemMessages(checkBlocks(asSent(blocks), 'message', '/blocks')), ...schemaProblems('message', blocks)]
}

/** What Slack would refuse in a modal. */
export function modalProblems(view: types.ModalView): string[] {
  return [...(refuseView(asSent(view), 'modal')?.messages ?? []), ...schemaProblems('modal', view)]
}

/** What Slack would refuse in a Home tab. */
export function homeProblems(view: types.HomeView): string[] {
  return [...(refuseView(asSent(view), 'home')?.messages ?? []), ...schemaProblems('home', view)]
}

function schemaProblems(surface: 'message' | 'modal' | 'home', value: object): string[] {
  const validate = validators?.[surface]
  if (!validate || validate(asSent(value))) return []
  return [JSON.stringify(validate.errors)]
}

/** As it is sent: what is undefined is not. */
function asSent(value: object): Json {
  return JSON.parse(JSON.stringify(value))
}

/** Everything that is shown of a message, its ids and values left out. */
export function shownText(blocks: readonly types.KnownBlock[]): string {
  return blocks.flatMap(textsOf).join('\n')
}

function textsOf(block: types.KnownBlock): string[] {
  if (block.type === 'section') return [block.text?.text ?? '', ...(block.fields ?? []).map(({ text }) => text)]
  if (block.type === 'context') return block.elements.map((element) => ('text' in element ? element.text : ''))
  return []
}
