import { Ajv2020 } from 'ajv/dist/2020.js'
import { createOpenApiDocument } from '../../src/workflows-api/openapi.ts'

/** A part of the document. */
export type Part = Record<string, unknown>

/** The document, as it is served. */
export const DOCUMENT: Part = JSON.parse(JSON.stringify(createOpenApiDocument()))

/** An operation with where it is. */
export interface DocumentedOperation {
  method: string
  path: string
  operation: Part
}

/** What is found by going down by these names. @throws Error where there is nothing. */
export function partAt(root: unknown, ...names: string[]): Part {
  let part = root as Part
  for (const name of names) {
    const next = part?.[name]
    if (typeof next !== 'object' || next === null) throw new Error(`there is no ${names.join(' → ')}`)
    part = next as Part
  }
  return part
}

/** All operations of the document. */
export const DOCUMENTED: DocumentedOperation[] = Object.entries(partAt(DOCUMENT, 'paths')).flatMap(([path, item]) =>
  Object.entries(item as Part).map(([method, operation]) => ({
    method: method.toUpperCase(),
    path,
    operation: operation as Part,
  })),
)

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, validateFormats: false })
ajv.addVocabulary(['components'])
ajv.addSchema({ $id: 'document', components: DOCUMENT.components }, 'document')

/** What is wrong with a value by a schema of the document; empty where nothing is. */
export function mistakesIn(value: unknown, schema: Part): string {
  const { $ref } = schema
  const validate = ajv.compile(typeof $ref === 'string' ? { $ref: `document${$ref}` } : schema)
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}
