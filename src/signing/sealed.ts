import { createCipheriv, createDecipheriv, createSecretKey, type KeyObject, randomBytes } from 'node:crypto'

/** Bytes of a key. Source: NIST SP 800-38D, with AES-256. */
const KEY_BYTES = 32

/** Bytes of a nonce, which is made anew for each text. Source: NIST SP 800-38D, 8.2. */
const NONCE_BYTES = 12

/** Bytes of the tag, by which a change shows. Source: NIST SP 800-38D, 5.2.1.2. */
const TAG_BYTES = 16

/** Begins each sealed text, so that another way of sealing can be told from this one. */
const VERSION = 'v1.'

/** A text was sealed with none of the keys, for something else, or was changed since. */
export class UnsealError extends Error {
  override name = 'UnsealError'
}

/** A key from its 32 bytes in base64 or hex; undefined where the text is none. */
export function readSealingKey(text: string): KeyObject | undefined {
  const encoding = /^[0-9a-f]{64}$/i.test(text) ? 'hex' : /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? 'base64' : undefined
  const bytes = Buffer.from(text, encoding ?? 'base64')
  return encoding !== undefined && bytes.length === KEY_BYTES ? createSecretKey(bytes) : undefined
}

/** Encrypts a text with AES-256-GCM; what it is for must be said again to open it, so that it can't be put elsewhere. */
export function seal(text: string, what: string, key: KeyObject): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(VERSION + what))
  const sealed = Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()])
  return VERSION + sealed.toString('base64url')
}

/** The text again, by whichever of the keys has sealed it. @throws UnsealError, which shows neither text nor keys. */
export function unseal(sealed: string, what: string, keys: readonly KeyObject[]): string {
  if (sealed.startsWith(VERSION)) {
    const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
    for (const key of keys) {
      const text = open(bytes, what, key)
      if (text !== undefined) return text
    }
  }
  throw new UnsealError('sealed with none of the keys, or not what it is taken for')
}

function open(bytes: Buffer, what: string, key: KeyObject): string | undefined {
  if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined
  const nonce = bytes.subarray(0, NONCE_BYTES)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(VERSION + what))
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES))
  try {
    return decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8')
  } catch {
    return undefined
  }
}
