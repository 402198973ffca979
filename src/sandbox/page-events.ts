import { request, type ServerResponse } from 'node:http'
import type { ControlTarget } from './page-proxy.ts'
import type { SandboxClock } from './sandbox-clock.ts'

/** How to hear of changes of something, by its name. */
export type ChangeSources = Readonly<Record<string, (listener: () => void) => () => void>>

/** The one event stream of a page: what changed, so that it asks for it again. */
export interface PageEvents {
  /**
   * Streams `data: {"changed":"slack"|"phones"|"clock"}`, and the same of each further source that `also` names. It ends
   * when a fake goes away; the browser then comes again.
   * One stream instead of three, as a browser opens at most six connections to a host.
   */
  stream(response: ServerResponse, also: readonly string[]): void
  /** Ends all streams. */
  stop(): void
}

/** Joins the changes of both fakes and of the clock. */
export function createPageEvents(sources: {
  slack: ControlTarget
  phones: ControlTarget
  clock: SandboxClock
  also: ChangeSources
}): PageEvents {
  const streams = new Set<ServerResponse>()
  return {
    stream(response, also) {
      const tell = (changed: string) => response.write(`data: ${JSON.stringify({ changed })}\n\n`)
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' })
      const stops = [
        follow(sources.slack, { onEvent: () => tell('slack'), onEnd: () => response.end() }),
        follow(sources.phones, { onEvent: () => tell('phones'), onEnd: () => response.end() }),
        sources.clock.onChange(() => tell('clock')),
        ...Object.entries(sources.also).flatMap(([name, onChange]) =>
          also.includes(name) ? [onChange(() => tell(name))] : [],
        ),
      ]
      tell('clock')
      streams.add(response)
      response.on('close', () => {
        streams.delete(response)
        for (const stop of stops) stop()
      })
    },
    stop() {
      for (const stream of streams) stream.end()
    },
  }
}

/** Listens to a fake's event stream, whose events say no more than that something changed; returns how to stop. */
function follow(target: ControlTarget, told: { onEvent: () => void; onEnd: () => void }): () => void {
  const outgoing = request(`${target.url}/control/events`, { headers: { 'x-sandbox-token': target.controlToken } })
  outgoing.on('response', (answer) => answer.on('data', told.onEvent).on('error', told.onEnd).on('end', told.onEnd))
  outgoing.on('error', told.onEnd)
  outgoing.end()
  return () => {
    outgoing.destroy()
  }
}
