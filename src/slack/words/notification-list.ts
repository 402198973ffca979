/** There is nothing that the viewer may see and that has not ended. */
export const NOTHING_RUNS = 'Nothing is running: nothing of yours, and nothing of this conversation.'

/** Above the notifications that are running. */
export const RUNNING_TITLE = '*Running*: yours, and all of this conversation'

/** Below them: how to ask for more about one. */
export const RUNNING_HINT = 'More about one: `/notify status` with its id. To end one: `/notify cancel` with its id.'

/** There are more than are shown. */
export function newestWords(count: number): string {
  return `There are more: these are the newest ${count}`
}

/** Above those that an id which was typed may mean. */
export const AMBIGUOUS_TITLE = '⚠️ That id is not long enough: it may be any of these. Type more of it'

/** A notification in a list, in one line. */
export function listLine(shortId: string, sentence: string, { asker, at }: { asker: string; at: string }): string {
  return `• \`${shortId}\` ${sentence} · <@${asker}> ${at}`
}
