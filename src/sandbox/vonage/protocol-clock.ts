/**
 * Seconds since 1970 in real time, for what protocols check against it (`iat`, `exp`). Business time is injected instead.
 */
export function protocolSeconds(): number {
  return Math.floor(Date.now() / 1000)
}
