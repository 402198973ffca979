import { createPublicKey, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { parseJson } from './http/body.ts'
import { SETTINGS } from './settings.ts'
import { type ApiClient, OPERATOR_CLIENT } from './workflows-api/api-client.ts'

/** One client as the file has it. */
const client = z
  .strictObject({
    name: z.string().regex(/^[\w-]{1,40}$/, 'must be 1 to 40 letters, digits, - or _'),
    application_id: z.uuid('must be a UUID').optional(),
    public_key: z.string().optional(),
    api_key: z.string().min(1).optional(),
    api_secret: z.string().min(1).optional(),
    callback_url: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
    signature_secret: z.string().min(1).optional(),
  })
  .refine((read) => (read.application_id === undefined) === (read.public_key === undefined), {
    error: 'application_id and public_key belong together',
  })
  .refine((read) => (read.api_key === undefined) === (read.api_secret === undefined), {
    error: 'api_key and api_secret belong together',
  })
  .refine((read) => read.application_id !== undefined || read.api_key !== undefined, {
    error: 'needs application_id with public_key, or api_key with api_secret',
  })
  // Whoever checks our callbacks knows the secret that signs them; with the vendor's it could forge receipts.
  .refine((read) => read.callback_url === undefined || read.signature_secret !== undefined, {
    error: 'callback_url needs a signature_secret of its own, with which its callbacks are signed',
  })

/**
 * Reads the file with further API clients; what is wrong is added to `problems`, with the client's place in the file.
 * @param path undefined where no file is set.
 */
export function readApiClients(path: string | undefined, problems: string[]): ApiClient[] {
  if (path === undefined) return []
  const json = parseJson(readText(path))
  if (!Array.isArray(json)) {
    problems.push(`API_CLIENTS is no readable file with a JSON list of clients (${SETTINGS.API_CLIENTS.find})`)
    return []
  }
  const clients = json.flatMap((entry, i) => readClient(entry, `client ${i + 1}`, problems))
  const names = [OPERATOR_CLIENT, ...clients.map(({ name }) => name)]
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) problems.push(`API_CLIENTS has the name ${twice} twice; ${OPERATOR_CLIENT} is taken`)
  return clients
}

/** @throws Error when it is no public key of RSA, the only kind that signs the API's tokens. */
function readPublicKey(pem: string): KeyObject {
  const key = createPublicKey(pem)
  if (key.asymmetricKeyType !== 'rsa') throw new Error('the key is not an RSA key')
  return key
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

function readClient(entry: unknown, place: string, problems: string[]): ApiClient[] {
  const { data, error } = client.safeParse(entry)
  if (!data) {
    const issues = error.issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(' '))
    problems.push(`API_CLIENTS: ${place}: ${issues.join('; ')}`)
    return []
  }
  try {
    const { application_id: id, public_key: pem, api_key: apiKey, api_secret: apiSecret } = data
    const { callback_url: url, signature_secret: signatureSecret } = data
    return [
      {
        name: data.name,
        isOperator: false,
        ...(id !== undefined && pem !== undefined ? { application: { id, publicKey: readPublicKey(pem) } } : {}),
        ...(apiKey !== undefined && apiSecret !== undefined ? { account: { apiKey, apiSecret } } : {}),
        ...(url === undefined ? {} : { callbackUrl: url }),
        ...(signatureSecret === undefined ? {} : { signatureSecret }),
      },
    ]
  } catch {
    problems.push(`API_CLIENTS: ${place}: public_key is no RSA public key in PEM form`)
    return []
  }
}
