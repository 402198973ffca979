import { existsSync, readFileSync } from 'node:fs'
import type { AnySchema, ValidateFunction } from 'ajv'
import { Ajv2019 } from 'ajv/dist/2019.js'
import { parse } from 'yaml'
import type { Patch, Schema, Specification, SpecificationName } from './patch.ts'
import { PATCHES } from './patches.ts'

const folder = new URL('../../../shared/reference/openapi/', import.meta.url)

/** Whether the specification is there to compare with; one line says where it is not. */
export function isFound(name: SpecificationName): boolean {
  const found = existsSync(new URL(name, folder))
  if (!found) console.log(`Left out: comparing with ${name}, which is not beside this repository.`)
  return found
}

/** The specification as the vendor published it; read anew each time, since it may be changed. */
export function published(name: SpecificationName): Specification {
  return parse(readFileSync(new URL(name, folder), 'utf8'))
}

/** The specification with each of its patches. */
export function patched(name: SpecificationName): Specification {
  const specification = published(name)
  for (const patch of patchesOf(name)) patch.apply(specification)
  return specification
}

/** The patches of a specification, in their order. */
export function patchesOf(name: SpecificationName): Patch[] {
  return PATCHES.filter(({ of }) => of.includes(name))
}

/** Checks a value against a schema of the specification, which may be one of its own by `$ref`. */
export function validator({ components }: Specification, schema: Schema): ValidateFunction {
  // The specifications' own formats (`ISO 8601`) and annotations are not JSON Schema's.
  const ajv = new Ajv2019({ strict: false, validateFormats: false })
  const whole: AnySchema = { components, $id: 'specification', ...schema }
  return ajv.compile(whole)
}

/** A schema of the specification, by its name. */
export function named(name: string): Schema {
  return { $ref: `#/components/schemas/${name}` }
}

/** Lets in no property that is not described, here and in all below. */
export function close(schema: Schema): void {
  if (schema.properties) schema.additionalProperties = false
  for (const property of Object.values(schema.properties ?? {})) close(property)
  if (schema.items) close(schema.items)
}
