import { type ApplicationKey, createApiTokens } from './api-jwt.ts'

/** What identifies us: an application, an account, or both. */
export interface Credentials {
  application?: { id: string; privateKey: ApplicationKey['privateKey'] }
  account?: { apiKey: string; apiSecret: string }
}

/** Gives the Authorization header of each request: the application's token where there is one, else Basic. */
export function authorizationHeader({ application, account }: Credentials): () => string {
  if (application) {
    const token = createApiTokens({ applicationId: application.id, privateKey: application.privateKey })
    return () => `Bearer ${token()}`
  }
  const basic = Buffer.from(`${account?.apiKey ?? ''}:${account?.apiSecret ?? ''}`).toString('base64')
  return () => `Basic ${basic}`
}
