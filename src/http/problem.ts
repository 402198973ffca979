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

/** An error of the vendor's APIs. Source: RFC 7807; Messages API 1.20.0, 422: `invalid_parameters`. */
const problemSchema = z.looseObject({
  type: z.string().optional(),
  title: z.string(),
  detail: z.string().optional(),
  invalid_parameters: z.array(z.looseObject({ name: z.string(), reason: z.string() })).optional(),
})

/** The API's own words from an error's body, or undefined where it is no documented problem. */
export function readProblem(body: string): ReadProblem | undefined {
  const { success, data } = problemSchema.safeParse(parseJson(body))
  if (!success) return undefined
  const code = /#(\d{3,4})$/.exec(data.type ?? '')?.[1]
  return {
    title: data.title,
    ...(code === undefined ? {} : { code }),
    ...(data.detail === undefined ? {} : { detail: data.detail }),
    ...(data.invalid_parameters
      ? { parameters: data.invalid_parameters.map(({ name, reason }) => `${name}: ${reason}`) }
      : {}),
  }
}
