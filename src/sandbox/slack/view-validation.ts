import { VIEW_MAX_BYTES, VIEWS } from './block-limits.ts'
import { checkBlocks } from './block-validation.ts'
import { isObject, type Json, type JsonObject, objectsOf } from './json.ts'
import { checkShape, type Problem, problemMessages } from './shape-validation.ts'

/** Why a view is refused, as the Web API says it. */
export interface ViewRefusal {
  error: 'invalid_arguments' | 'view_too_large'
  messages: string[]
}

/** The refusal of a view of the wanted type, or undefined where Slack would take it. */
export function refuseView(view: Json | undefined, type: 'modal' | 'home'): ViewRefusal | undefined {
  if (!isObject(view)) return refusal([{ pointer: '/view', message: 'must be a valid view object' }])
  if (Buffer.byteLength(JSON.stringify(view)) > VIEW_MAX_BYTES) return { error: 'view_too_large', messages: [] }
  if (view.type !== type) return refusal([{ pointer: '/view/type', message: `must be ${type}` }])
  const problems = checkView(view, type)
  return problems.length > 0 ? refusal(problems) : undefined
}

/** What is wrong with a view of a known type. */
function checkView(view: JsonObject, type: 'modal' | 'home'): Problem[] {
  const shape = VIEWS[type]
  if (!shape) return [{ pointer: '/view/type', message: `unsupported view type: ${type}` }]
  const { blocks, ...rest } = view
  const problems = checkShape(rest, shape, '/view')
  if (blocks === undefined) problems.push({ pointer: '/view', message: 'missing required field: blocks' })
  else problems.push(...checkBlocks(blocks, type, '/view/blocks'))
  const hasInput = objectsOf(blocks).some((block) => block.type === 'input')
  // Source: Block Kit, modal "submit": required when an input block is within the blocks array.
  if (type === 'modal' && hasInput && view.submit === undefined)
    problems.push({ pointer: '/view', message: 'missing required field: submit (required with an input block)' })
  return problems
}

function refusal(problems: Problem[]): ViewRefusal {
  return { error: 'invalid_arguments', messages: problemMessages(problems) }
}
