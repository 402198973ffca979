import { readProblem } from '../../http/problem.ts'
import type { IncomingAnswer } from '../../http/request.ts'
import { authorizationHeader, type Credentials } from '../../signing/authorization.ts'
import { plain } from '../style.ts'
import { ask, type Check, type CheckContext, type CheckResult, shownUrl } from './check.ts'

/** Asks with each kind of credentials for nothing: an empty body is refused, but not before who asks. */
export const checkVonage: Check = async (context) => {
  const { application, account } = context.config.vonage
  const kinds: { name: string; credentials: Credentials }[] = [
    ...(application ? [{ name: 'application', credentials: { application } }] : []),
    ...(account ? [{ name: 'account', credentials: { account } }] : []),
  ]
  const results: CheckResult[] = []
  for (const { name, credentials } of kinds) results.push(await tryCredentials(name, credentials, context))
  return results
}

async function tryCredentials(kind: string, credentials: Credentials, context: CheckContext): Promise<CheckResult> {
  const { api } = context.config
  const url = api.type === 'engine' ? `${api.messagesApiUrl}/v1/messages` : api.url
  const headers = {
    authorization: authorizationHeader(credentials)(),
    'content-type': 'application/json',
    accept: 'application/json',
  }
  const answer = await ask(context, { method: 'POST', url, headers, body: '{}' })
  const name = `Vonage, by ${kind}`
  if (typeof answer === 'string') {
    return {
      level: 'failed',
      name,
      what: `${shownUrl(url)} can not be reached (${answer})`,
      todo: 'is there a way to the internet, and does a firewall let this program out?',
    }
  }
  return { name, ...judge(answer, kind, shownUrl(url)) }
}

/** Source: Messages API 1.20.0, 401, 402, 422, 429; Dispatch API 0.3.3, 400. */
function judge(answer: IncomingAnswer, kind: string, url: string): Omit<CheckResult, 'name'> {
  const { status } = answer
  const problem = readProblem(answer.body)
  const words = plain([`${status}`, problem?.title, problem?.detail].filter(Boolean).join(' '))
  if (problem && (status === 422 || status === 400)) {
    return { level: 'ok', what: `${url} takes the credentials; nothing was sent` }
  }
  if (status === 401 || status === 403) {
    const todo =
      kind === 'application'
        ? 'the application must have the public half of VONAGE_PRIVATE_KEY (above) and the capability Messages: https://dashboard.vonage.com → Applications'
        : 'compare VONAGE_API_KEY and VONAGE_API_SECRET with https://dashboard.vonage.com → API Settings'
    return { level: 'failed', what: `${url} refuses the credentials: ${words}`, todo }
  }
  if (status === 402) return { level: 'failed', what: `no credit: ${words}`, todo: 'top the account up' }
  if (status === 429) return { level: 'warning', what: `asked too often: ${words}`, todo: 'try again a little later' }
  if (status >= 500) return { level: 'failed', what: `${url} is in trouble: ${words}`, todo: 'try again later' }
  return {
    level: 'failed',
    what: `${url} is not what was expected: ${words}`,
    todo: 'is MESSAGES_API_URL or WORKFLOWS_API_URL the right address?',
  }
}
