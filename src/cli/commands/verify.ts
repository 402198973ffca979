import type { KeyObject } from 'node:crypto'
import { createPublicKey } from 'node:crypto'
import type { Finding } from '../../evidence/finding.ts'
import { readEvidenceKey, readEvidencePublicKey } from '../../evidence/signing-key.ts'
import { verifyEvidence } from '../../evidence/verify.ts'
import { pemOf } from '../../setting-values.ts'
import type { Command, CommandInput, Context } from '../command.ts'
import { usageError } from '../command-error.ts'
import { readSettings } from '../credentials.ts'
import { EXIT } from '../exit-codes.ts'
import { readInputFile } from '../files.ts'
import { columns, plain, type Style } from '../style.ts'

/** Checks an export, offline. */
export const verifyCommand: Command = {
  positionals: ['FILE|-'],
  summary: 'check an export of evidence, offline',
  help: [
    'What could not be checked is said with what it needs. The signature secret proves that the receipts are Vonage’s,',
    'the public key that the export is the operator’s: openssl pkey -in evidence.key -pubout.',
  ],
  options: {
    'signature-secret': { argument: 'SECRET', help: 'of the Vonage account; several with commas' },
    'public-key': { argument: 'FILE', help: 'the operator’s, Ed25519 in PEM form' },
    own: { help: 'take both from the settings VONAGE_SIGNATURE_SECRET and EVIDENCE_KEY' },
    strict: { help: 'what could not be checked counts as wrong' },
  },
  async run(input, context) {
    const text = await readInputFile(input.positionals[0] ?? '-', context)
    const publicKey = await readPublicKey(input, context)
    const secrets = input.text('signature-secret') ?? own(input, context).VONAGE_SIGNATURE_SECRET ?? ''
    const signatureSecrets = secrets.split(',').map((secret) => secret.trim())
    const findings = verifyEvidence(text, { signatureSecrets, ...(publicKey ? { publicKey } : {}) })
    const bad = input.has('strict') ? ['failed', 'not checked'] : ['failed']
    const isVerified = !findings.some(({ level }) => bad.includes(level))
    if (context.isJson) context.out(`${JSON.stringify({ verified: isVerified, findings })}\n`)
    else context.out(findingsText(findings, isVerified, context.style))
    return isVerified ? EXIT.done : EXIT.failed
  },
}

function own(input: CommandInput, { environment }: Context) {
  return input.has('own') ? readSettings(environment, ['VONAGE_SIGNATURE_SECRET', 'EVIDENCE_KEY']) : {}
}

async function readPublicKey(input: CommandInput, context: Context): Promise<KeyObject | undefined> {
  const path = input.text('public-key')
  const { EVIDENCE_KEY: key } = own(input, context)
  try {
    if (path !== undefined) return readEvidencePublicKey(await readInputFile(path, context))
    return key === undefined ? undefined : createPublicKey(readEvidenceKey(pemOf(key)))
  } catch (error) {
    if (error instanceof Error && error.name === 'CommandError') throw error
    throw usageError(`${path ?? 'EVIDENCE_KEY'} holds no Ed25519 key in PEM form`)
  }
}

function findingsText(findings: readonly Finding[], isVerified: boolean, style: Style): string {
  const colours = { ok: style.good, failed: style.bad, 'not checked': style.doubtful }
  const lines = columns(findings.map(({ level, where, what }) => [level, plain(where), plain(what)]))
  const coloured = lines.map((line, i) => {
    const level = findings[i]?.level ?? 'ok'
    return `${colours[level](level)}${line.slice(level.length)}`
  })
  const unchecked = findings.filter(({ level }) => level === 'not checked').length
  const verdict = isVerified ? style.good('verified') : style.bad('NOT verified')
  return `${coloured.join('\n')}\n\n${verdict}${unchecked > 0 ? `, but for ${unchecked} not checked` : ''}\n`
}
