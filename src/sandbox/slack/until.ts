/** What can be waited for. */
export interface Watched {
  onChange(listener: () => void): () => void
  transcript(): string
}

/** Resolves as soon as `isTrue`, asked at once and after each change; rejects with the transcript after `timeoutMs`, or with what `isTrue` throws. */
export function waitUntil(watched: Watched, isTrue: () => boolean | undefined, timeoutMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    let stopListening = () => {}
    const settle = (finish: () => void) => {
      stopListening()
      clearTimeout(timer)
      finish()
    }
    const check = () => {
      try {
        if (isTrue()) settle(resolve)
      } catch (error) {
        settle(() => reject(error))
      }
    }
    const timer = setTimeout(() => {
      settle(() => reject(new Error(`not within ${timeoutMs} ms: ${String(isTrue)}\n${watched.transcript()}`)))
    }, timeoutMs)
    stopListening = watched.onChange(check)
    check()
  })
}
