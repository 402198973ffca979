import type { Order, Question, Report } from './backstop-protocol.ts'

/** Questions that Backstop has not answered yet. */
export interface OpenQuestions {
  /** Sends a question. @throws Error with Backstop's words, or those of `dropAll`. */
  ask(question: Question): Promise<unknown>
  settle(report: Extract<Report, { id: number }>): void
  /** Whoever waits hears why there is no answer. */
  dropAll(reason: string): void
}

/** None asked; `send` hands a question to the process. */
export function createOpenQuestions(send: (order: Order) => void): OpenQuestions {
  const open = new Map<number, PromiseWithResolvers<unknown>>()
  let lastId = 0
  function take(id: number): PromiseWithResolvers<unknown> | undefined {
    const found = open.get(id)
    open.delete(id)
    return found
  }
  return {
    ask(question) {
      const asked = Promise.withResolvers<unknown>()
      const id = ++lastId
      open.set(id, asked)
      send({ type: 'ask', id, question })
      return asked.promise
    },
    settle(report) {
      if (report.type === 'answer') take(report.id)?.resolve(report.answer)
      else take(report.id)?.reject(new Error(report.message))
    },
    dropAll(reason) {
      for (const id of [...open.keys()]) take(id)?.reject(new Error(reason))
    },
  }
}
