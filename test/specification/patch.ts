/** The vendor's specifications that our wire is compared with, by file. */
export type SpecificationName = 'workflows-beta-2018-10.yml' | 'dispatch-0.3.3.yml' | 'messages-v1-1.4.0.json'

/** A JSON Schema, as far as it is read or changed here. */
export interface Schema {
  [keyword: string]: unknown
  title?: string
  $ref?: string
  type?: string
  properties?: Record<string, Schema>
  items?: Schema
  enum?: string[]
  required?: string[]
  oneOf?: Schema[]
  allOf?: Schema[]
  not?: Schema
  additionalProperties?: boolean
  maxLength?: number
}

/** A specification. */
export interface Specification {
  components: { schemas: Record<string, Schema> }
  paths: Record<string, { post: { requestBody: { content: { 'application/json': { schema: Schema } } } } }>
}

/** A place in which a specification is not taken as it stands. */
export interface Patch {
  of: readonly SpecificationName[]
  /**
   * `mistake`: what it says can't be meant. `silence`: it says less than its prose. `newer`: a later version of it differs.
   * `extension`: ours, and not in it.
   */
  kind: 'mistake' | 'silence' | 'newer' | 'extension'
  what: string
  apply(specification: Specification): void
}

/** The schema of this name. @throws Error where the specification has none: it is another one. */
export function schemaOf({ components }: Specification, name: string): Schema {
  const schema = components.schemas[name]
  if (!schema) throw new Error(`the specification has no ${name}`)
  return schema
}

/** The schema of a property within others: `to.type`; `[]` goes into a list's items. @throws Error where there is none. */
export function property(schema: Schema, path: string): Schema {
  return path.split('.').reduce((within, name) => {
    const found = name === '[]' ? within.items : within.properties?.[name]
    if (!found) throw new Error(`the specification has no ${path}`)
    return found
  }, schema)
}

/** What the specification has for the messages of a channel. @param title the channel's name there, `SMS`. */
export function requestsOn({ paths }: Specification, title: string): Schema[] {
  const channels = paths['/']?.post.requestBody.content['application/json'].schema.oneOf ?? []
  const found = channels.find((channel) => channel.title === title)?.oneOf
  if (!found) throw new Error(`the specification has no messages of ${title}`)
  return found
}

/** The parts of a variant that describe this property themselves. */
export function partsWith({ allOf = [] }: Schema, name: string): Schema[] {
  return allOf.flatMap(({ properties = {} }) => (properties[name] ? [properties[name]] : []))
}
