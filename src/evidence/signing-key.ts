import { createHash, createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'

/** Reads the private key that signs exports. @throws Error when the text is no Ed25519 key in PEM. */
export function readEvidenceKey(pem: string): KeyObject {
  return onlyEd25519(createPrivateKey(pem))
}

/** Reads the public key of somebody's exports. @throws Error when the text is no Ed25519 key in PEM. */
export function readEvidencePublicKey(pem: string): KeyObject {
  return onlyEd25519(createPublicKey(pem))
}

/** A public key as an export carries it: SPKI in DER, in hexadecimal. */
export function publicKeyHex(key: KeyObject): string {
  return publicKeyDer(key).toString('hex')
}

/** The public key of an export; undefined where the text is none, or is another way to write one. */
export function publicKeyFromHex(hex: string): KeyObject | undefined {
  try {
    const key = onlyEd25519(createPublicKey({ key: Buffer.from(hex, 'hex'), format: 'der', type: 'spki' }))
    return publicKeyHex(key) === hex ? key : undefined
  } catch {
    return undefined
  }
}

/** What people compare a key by: SHA-256 of its DER form, in hexadecimal. */
export function fingerprintOf(key: KeyObject): string {
  return createHash('sha256').update(publicKeyDer(key)).digest('hex')
}

function publicKeyDer(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key
  return publicKey.export({ type: 'spki', format: 'der' })
}

function onlyEd25519(key: KeyObject): KeyObject {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key is not an Ed25519 key')
  return key
}
