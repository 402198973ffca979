/** What a schema says of one property, wherever in the body it is. */
export interface Outline {
  /** The types that it may have. */
  types: string[]
  /** The values that it may have; absent where any. */
  values?: string[]
  isRequired: boolean
}

interface Schema {
  $ref?: string
  type?: string | string[]
  enum?: unknown[]
  const?: unknown
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema
  oneOf?: Schema[]
  anyOf?: Schema[]
}

/** All properties that a schema names, by their paths; what alternatives say is joined. */
export function outline(document: unknown, name: string): Map<string, Outline> {
  const { components } = document as { components: { schemas: Record<string, Schema> } }
  const found = new Map<string, Outline>()

  function resolved(schema: Schema): Schema {
    if (schema.$ref === undefined) return schema
    const target = components.schemas[schema.$ref.split('/').at(-1) ?? '']
    if (!target) throw new Error(`there is no ${schema.$ref}`)
    return resolved(target)
  }

  const alternativesOf = ({ oneOf = [], anyOf = [] }: Schema) => [...oneOf, ...anyOf].map(resolved)

  function typesOf(schema: Schema): string[] {
    return [...[schema.type ?? []].flat(), ...alternativesOf(schema).flatMap(typesOf)]
  }

  /** What one alternative alone demands, the whole does not. */
  function visit(given: Schema, path: string, demanded = given.required ?? []): void {
    const schema = resolved(given)
    const alternatives = alternativesOf(schema)
    const byAll = (key: string) => alternatives.every(({ required }) => required?.includes(key))
    for (const one of alternatives) visit(one, path, (one.required ?? []).filter(byAll))
    for (const [key, property] of Object.entries(schema.properties ?? {})) {
      const below = path === '' ? key : `${path}.${key}`
      note(resolved(property), below, demanded.includes(key))
      visit(resolved(property), below)
    }
    if (schema.items) visit(resolved(schema.items), `${path}[]`)
  }

  function note(schema: Schema, path: string, isRequired: boolean): void {
    const { types = [], values = [], isRequired: wasRequired = true } = found.get(path) ?? {}
    const ofThis = schema.const === undefined ? schema.enum : [schema.const]
    const allTypes = new Set([...types, ...typesOf(schema)])
    const allValues = new Set([...values, ...(ofThis ?? []).map(String)])
    found.set(path, {
      types: [...allTypes].sort(),
      ...(allValues.size > 0 ? { values: [...allValues].sort() } : {}),
      isRequired: isRequired && wasRequired,
    })
  }

  const root = components.schemas[name]
  if (!root) throw new Error(`there is no schema ${name}`)
  visit(root, '')
  return found
}

/** How one outline differs from another, a line for each difference. */
export function differences(theirs: Map<string, Outline>, ours: Map<string, Outline>): string[] {
  const lines: string[] = []
  for (const [path, their] of theirs) {
    const our = ours.get(path)
    if (!our) {
      lines.push(`${path}: is not there`)
      continue
    }
    const has = (type: string) => our.types.includes(type) || (type === 'integer' && our.types.includes('number'))
    const missing = their.types.filter((type) => !has(type))
    const more = our.types.filter((type) => !their.types.includes(type))
    if (missing.length > 0) lines.push(`${path}: is never ${missing.join(', ')}`)
    if (more.length > 0) lines.push(`${path}: may be ${more.join(', ')}`)
    lines.push(...valueDifferences(path, their.values, our.values))
    if (our.isRequired !== their.isRequired) lines.push(`${path}: is ${our.isRequired ? '' : 'not '}required`)
  }
  return [...lines, ...[...ours.keys()].filter((path) => !theirs.has(path)).map((path) => `${path}: is added`)]
}

function valueDifferences(path: string, theirs: string[] | undefined, ours: string[] | undefined): string[] {
  if (!theirs || !ours)
    return theirs ? [`${path}: may have any value`] : ours ? [`${path}: must be ${ours.join(', ')}`] : []
  const less = theirs.filter((value) => !ours.includes(value))
  const more = ours.filter((value) => !theirs.includes(value))
  return [
    ...(less.length > 0 ? [`${path}: without ${less.join(', ')}`] : []),
    ...(more.length > 0 ? [`${path}: also ${more.join(', ')}`] : []),
  ]
}
