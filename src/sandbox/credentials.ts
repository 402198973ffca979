import { generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto'

/** Everything that the product and the fakes have to agree on; made anew for each start, so that none is worth stealing. */
export interface Credentials {
  botToken: string
  appToken: string
  signingSecret: string
  applicationId: string
  privateKeyPem: string
  publicKeyPem: string
  apiKey: string
  apiSecret: string
  signatureSecret: string
}

/** Makes a set of credentials. */
export function createCredentials(): Credentials {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  })
  const secret = () => randomBytes(16).toString('hex')
  return {
    botToken: `xoxb-sandbox-${secret()}`,
    appToken: `xapp-sandbox-${secret()}`,
    signingSecret: secret(),
    applicationId: randomUUID(),
    privateKeyPem: privateKey,
    publicKeyPem: publicKey,
    apiKey: randomBytes(4).toString('hex'),
    apiSecret: secret(),
    signatureSecret: secret(),
  }
}

/** Those of them that prove something, and that no log may keep. */
export function secretsOf(credentials: Credentials): string[] {
  const { botToken, appToken, signingSecret, apiSecret, signatureSecret } = credentials
  return [botToken, appToken, signingSecret, apiSecret, signatureSecret]
}
