/** How an SMS is written on the air: in 7 bits a character, or in UTF-16 where a character asks for it. */
export type SmsEncoding = 'GSM-7' | 'UCS-2'

/** What a text costs as an SMS. */
export interface SmsParts {
  /** How many SMS go out, each of them charged; 1 for an empty text. */
  parts: number
  encoding: SmsEncoding
  /** The first character that has no place in GSM-7, and so makes all of it UCS-2. */
  unicodeBecauseOf?: string
}

/** The characters of 7 bits. Source: 3GPP TS 23.038, 6.2.1, GSM 7 bit default alphabet. */
const BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** The characters of two times 7 bits, the first an escape. Source: 3GPP TS 23.038, 6.2.1.1, extension table. */
const EXTENDED = new Set('\f^{}\\[~]|€')

/**
 * What fits, in 7-bit or 16-bit units: into an SMS of one part, and into each of several, which carry 6 bytes that join
 * them. Source: 3GPP TS 23.040, 9.2.3.24.1, Concatenated Short Messages.
 */
export const SMS_UNITS: Readonly<Record<SmsEncoding, { single: number; joined: number }>> = {
  'GSM-7': { single: 160, joined: 153 },
  'UCS-2': { single: 70, joined: 67 },
}

/**
 * How many SMS a text makes. The API chooses the encoding by the text (Source: Messages API 1.20.0, sms.encoding_type
 * `auto`). A character of two units, an escaped one or a surrogate pair, is never split between two parts.
 */
export function smsParts(text: string): SmsParts {
  const characters = [...text]
  const unicodeBecauseOf = characters.find((character) => !BASIC.has(character) && !EXTENDED.has(character))
  if (unicodeBecauseOf !== undefined) {
    const units = characters.map((character) => character.length)
    return { parts: countParts(units, SMS_UNITS['UCS-2']), encoding: 'UCS-2', unicodeBecauseOf }
  }
  const units = characters.map((character) => (EXTENDED.has(character) ? 2 : 1))
  return { parts: countParts(units, SMS_UNITS['GSM-7']), encoding: 'GSM-7' }
}

function countParts(units: readonly number[], { single, joined }: { single: number; joined: number }): number {
  if (units.reduce((sum, count) => sum + count, 0) <= single) return 1
  let parts = 1
  let filled = 0
  for (const count of units) {
    if (filled + count > joined) {
      parts += 1
      filled = 0
    }
    filled += count
  }
  return parts
}
