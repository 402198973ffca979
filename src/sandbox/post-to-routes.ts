import type { JsonRoutes } from './json-routes.ts'
import type { ControlTarget } from './page-proxy.ts'
import { isObject, type JsonObject, parseJson, stringOf } from './slack/json.ts'

/** What the page's server forwards to a fake, by how the path begins. */
export type Forwarded = Readonly<Record<string, ControlTarget>>

/** Does what a `POST` to the page's server would do. @throws Error with the words of the refusal */
export function createPoster(routes: JsonRoutes, forwarded: Forwarded) {
  return async (path: string, body: JsonObject): Promise<unknown> => {
    const [prefix, target] = Object.entries(forwarded).find(([start]) => path.startsWith(`${start}/control/`)) ?? []
    if (prefix !== undefined && target) return postToFake(target, path.slice(prefix.length), body)
    const route = routes[`POST ${path}`]
    if (!route) throw new Error(`no POST ${path}`)
    return route({ body, query: new URLSearchParams() })
  }
}

async function postToFake({ url, controlToken }: ControlTarget, path: string, body: JsonObject): Promise<void> {
  const response = await fetch(`${url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-sandbox-token': controlToken },
    body: JSON.stringify(body),
  })
  const answer = parseJson(await response.text())
  if (response.ok) return
  throw new Error((isObject(answer) ? stringOf(answer.error) : undefined) ?? `${path} was answered ${response.status}`)
}
