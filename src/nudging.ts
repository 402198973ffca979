import type { Loop } from './reconcile/loop.ts'

/** What a write has made due is looked at once, instead of when the loop next wakes. */
export function nudging<A extends unknown[], R>(
  loop: Pick<Loop, 'nudge'>,
  act: (...args: A) => Promise<R>,
): (...args: A) => Promise<R> {
  return async (...args) => {
    const result = await act(...args)
    loop.nudge()
    return result
  }
}
