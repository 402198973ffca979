import { type KeyObject, verify } from 'node:crypto'
import type { EvidenceExport } from './export-schema.ts'
import { type Finding, failed, notChecked, ok } from './finding.ts'
import { signedBytes } from './head.ts'
import { fingerprintOf, publicKeyFromHex, publicKeyHex } from './signing-key.ts'

/** Checks the signature of the head, and says whose it is. */
export function checkHead(evidence: EvidenceExport, publicKey: KeyObject | undefined): Finding[] {
  const { signature } = evidence.head
  if (signature === 'unsigned') {
    const what = 'it is not signed: whoever can write the file can have made all of it'
    return [publicKey ? failed('head', what) : notChecked('head', what)]
  }
  const included = publicKeyFromHex(signature.publicKey)
  if (!included) return [failed('head', 'the public key in it is no Ed25519 key')]
  if (fingerprintOf(included) !== signature.fingerprint) return [failed('head', 'the fingerprint is of another key')]
  if (publicKey && publicKeyHex(publicKey) !== signature.publicKey) {
    return [failed('head', `it is signed with another key than the given one: ${signature.fingerprint}`)]
  }
  const isGood = verify(null, signedBytes(evidence, evidence.head), included, Buffer.from(signature.value, 'hex'))
  if (!isGood) return [failed('head', 'its signature is not of this head')]
  if (publicKey) return [ok('head', `it is signed with the given key ${signature.fingerprint}`)]
  return [
    ok('head', `it is signed with the key ${signature.fingerprint}, which it carries itself`),
    notChecked('head', "whose key that is: compare it with the operator's, or give the operator's public key"),
  ]
}
