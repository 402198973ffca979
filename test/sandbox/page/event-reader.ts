/** Reads server-sent events; `until` passes over others and @throws where the stream ends before. */
export async function eventReader(url: string) {
  const response = await fetch(url)
  if (!response.body || response.status !== 200) throw new Error(`${url} was answered ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let pending = ''

  /** The next event's data, or undefined at the end. */
  async function next(): Promise<string | undefined> {
    while (!pending.includes('\n\n')) {
      const { done, value } = await reader.read()
      if (done) return undefined
      pending += value
    }
    const end = pending.indexOf('\n\n')
    const event = pending.slice(0, end)
    pending = pending.slice(end + 2)
    return event.replace(/^data: /, '')
  }

  return {
    async until(data: string): Promise<void> {
      for (let event = await next(); event !== data; event = await next())
        if (event === undefined) throw new Error(`the stream ended before ${data}`)
    },
    /** Resolves when the server has ended or cut the stream. */
    async ended(): Promise<void> {
      try {
        while ((await next()) !== undefined);
      } catch {
        // A connection that was cut off has ended as well.
      }
    },
    stop: () => reader.cancel(),
  }
}
