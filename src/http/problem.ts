import { z } from 'zod'
import { parseJson } from './body.ts'

/** What an API says is wrong, in its own words. */
export interface ReadProblem {
  /** The number at the end of `type`, where there is one. */
  code?: string
  title: string
  detail?: string
  /** The invalid parameters that it named, as `name: reason`. */
  parameters?: string[]
}

const parameter = z.looseObject({ name: z.string(), reason: z.string() })

/**
 * An error of the vendor's APIs; what is not as documented beside its title is left out. The parameters are a list, or,
 * in one specification, a single one. Source: RFC 7807; Messages API 1.20.0, 422; Dispatch API 0.3.3, Error.
 */
const problemSchema = z.looseObject({
  type: z.string().optional().catch(undefined),
  title: z.string(),
  detail: z.string().optional().catch(undefined),
  invalid_parameters: z
    .union([z.array(parameter), parameter.transform((one) => [one])])
    .optional()
    .catch(undefined),
})

/** The API's own words from an error's body, or undefined where it is no documented problem. */
export function readProblem(body: string): ReadProblem | undefined {
  const { success, data } = problemSchema.safeParse(parseJson(body))
  if (!success) return undefined
  const { title, type, detail, invalid_parameters: parameters } = data
  const code = /#(\d{3,4})$/.exec(type ?? '')?.[1]
  return {
    title,
    ...(code === undefined ? {} : { code }),
    ...(detail === undefined ? {} : { detail }),
    ...(parameters ? { parameters: parameters.map(({ name, reason }) => `${name}: ${reason}`) } : {}),
  }
}
