import type { z } from 'zod'
import { type ApiProblem, type InvalidParameter, invalidParameters } from './problem.ts'

/** What of a body or a query has the wrong shape, by its path; one for each unknown key. */
export function invalidShape({ issues }: z.ZodError): ApiProblem {
  return invalidParameters(issues.flatMap(nameIssue))
}

interface Issue {
  path: PropertyKey[]
  message: string
  code?: string | undefined
  keys?: string[]
}

function nameIssue({ path, message, code, keys }: Issue): InvalidParameter[] {
  const name = pathOf(path)
  if (code === 'unrecognized_keys' && keys) {
    return keys.map((key) => ({ name: name ? `${name}.${key}` : key, reason: 'is not a known parameter' }))
  }
  return [{ name: name || 'body', reason: message }]
}

function pathOf(path: PropertyKey[]): string {
  return path.reduce<string>((name, key) => {
    if (typeof key === 'number') return `${name}[${key}]`
    return name ? `${name}.${String(key)}` : String(key)
  }, '')
}
