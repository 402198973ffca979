import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { answerJson, parseJson } from '../../http/body.ts'
import { type RunningServer, startServer } from '../../http/server.ts'
import { ask, type Check, type CheckContext, type CheckResult, shownUrl } from './check.ts'

const NAME = 'public address'

const health = z.looseObject({ status: z.literal('up'), doctor: z.string().optional() })

/**
 * Asks for /health at the public address. Where no Backstop runs, a server of this check listens in its place, and must
 * be the one that answers.
 */
export const checkPublicUrl: Check = async (context) => {
  const { api, host, port } = context.config
  if (api.type === 'hosted') return [{ level: 'left out', name: NAME, what: 'not needed with a hosted Workflows API' }]
  const mark = randomUUID()
  const own = await listen(host, port, mark)
  try {
    const url = api.publicUrl
    const results = [await reach(url, own ? mark : undefined, context)]
    const isLocal = /^https?:\/\/(localhost|127\.|\[::1\])/.test(url)
    if (url.startsWith('http:') && !isLocal) {
      results.push({
        level: 'warning',
        name: NAME,
        what: 'it is http: receipts, with who was written to, come in the clear',
        todo: 'put a proxy with a certificate before Backstop, and set PUBLIC_URL to https://…',
      })
    }
    return results
  } finally {
    await own?.stop(0)
  }
}

/** Undefined where the port is taken, which is what it is while Backstop runs. */
async function listen(host: string, port: number, mark: string): Promise<RunningServer | undefined> {
  try {
    return await startServer({
      host,
      port,
      onError: () => {},
      handle: (_request, response) => answerJson(response, 200, { status: 'up', doctor: mark }),
    })
  } catch {
    return undefined
  }
}

async function reach(url: string, mark: string | undefined, context: CheckContext): Promise<CheckResult> {
  const shown = shownUrl(url)
  const answer = await ask(context, { method: 'GET', url: `${url}/health`, headers: { accept: 'application/json' } })
  if (typeof answer === 'string') {
    return {
      level: 'failed',
      name: NAME,
      what: `${shown} can not be reached (${answer})`,
      todo: 'PUBLIC_URL is where the internet reaches this program; a proxy or tunnel must lead to PORT',
    }
  }
  const read = health.safeParse(parseJson(answer.body))
  if (answer.status !== 200 || !read.success) {
    return {
      level: 'failed',
      name: NAME,
      what: `something else answers at ${shown}/health (${answer.status})`,
      todo: `let it lead to this program, whose port is ${context.config.port}`,
    }
  }
  if (mark !== undefined && read.data.doctor !== mark) {
    return {
      level: 'failed',
      name: NAME,
      what: `${shown} leads to another Backstop`,
      todo: 'let it lead to this machine',
    }
  }
  return {
    level: 'ok',
    name: NAME,
    what: mark === undefined ? `Backstop answers at ${shown}` : `${shown} leads to here`,
  }
}

/** Asks each callback address for anything at all; nothing is posted to it. */
export const checkCallbacks: Check = async (context) => {
  const urls = context.config.apiClients.flatMap(({ name, callbackUrl: url }) =>
    url === undefined ? [] : [{ name, url }],
  )
  return Promise.all(
    urls.map(async ({ name, url }) => {
      const answer = await ask(context, { method: 'HEAD', url, headers: {} })
      const what = `${shownUrl(url)} of ${name}`
      return typeof answer === 'string'
        ? {
            level: 'warning' as const,
            name: 'callbacks',
            what: `${what} can not be reached (${answer})`,
            todo: 'start that program, or mend STATUS_CALLBACK_URL or its callback_url in API_CLIENTS',
          }
        : { level: 'ok' as const, name: 'callbacks', what: `${what} answers` }
    }),
  )
}
