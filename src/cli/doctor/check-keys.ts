import { createPublicKey } from 'node:crypto'
import { fingerprintOf } from '../../evidence/signing-key.ts'
import type { Check, CheckResult } from './check.ts'

/** The bits of an RSA key that is long enough. Source: NIST SP 800-57. */
const RSA_BITS_MIN = 2048

/** Looks at the keys, and shows their public halves, which are to be compared. */
export const checkKeys: Check = async ({ config: { vonage, evidenceKey, apiClients } }) => {
  const { application, account, signatureSecrets } = vonage
  const results: CheckResult[] = []
  if (application) {
    const publicKey = createPublicKey(application.privateKey)
    const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString().trim()
    const bits = publicKey.asymmetricKeyDetails?.modulusLength ?? 0
    results.push({
      level: bits < RSA_BITS_MIN ? 'warning' : 'ok',
      name: 'application key',
      what: `RSA, ${bits} bits; the application ${application.id} must have this public half:\n${pem}`,
      ...(bits < RSA_BITS_MIN ? { todo: `generate a new one with at least ${RSA_BITS_MIN} bits` } : {}),
    })
  }
  if (!application && account) {
    results.push({
      level: 'warning',
      name: 'application key',
      what: 'none: with an account alone, receipts go to the webhooks that are set for the account',
      todo: 'set VONAGE_APPLICATION_ID and VONAGE_PRIVATE_KEY',
    })
  }
  results.push({
    level: 'left out',
    name: 'signature secret',
    what: `${signatureSecrets.length} set; only a receipt can prove that it is the account’s`,
  })
  results.push(
    evidenceKey
      ? { level: 'ok', name: 'evidence key', what: `Ed25519, fingerprint ${fingerprintOf(evidenceKey)}` }
      : { level: 'left out', name: 'evidence key', what: 'none is set: exports are not signed' },
  )
  const [, ...others] = apiClients
  if (others.length > 0) {
    results.push({
      level: 'ok',
      name: 'API clients',
      what: `${others.length}: ${others.map(({ name }) => name).join(', ')}`,
    })
  }
  return results
}
