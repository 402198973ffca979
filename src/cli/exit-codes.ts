/** What the process ends with; scripts may rely on these numbers. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  unreachable: 3,
  refused: 4,
  noEffect: 5,
} as const

/** One of the exit codes. */
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** What each exit code says, as the help lists it. */
export const EXIT_WORDS: readonly (readonly [ExitCode, string])[] = [
  [EXIT.done, 'done; with verify and doctor: nothing is wrong; with --wait: the workflow completed'],
  [EXIT.failed, 'verify or doctor found something wrong; with --wait: the workflow ended otherwise'],
  [EXIT.usage, 'the command, a file or a setting is wrong; nothing was asked for'],
  [EXIT.unreachable, 'Backstop was not reached, or did not answer'],
  [EXIT.refused, 'Backstop refused: the workflow, the credentials, or the uuid'],
  [EXIT.noEffect, 'cancel, skip or redact changed nothing: too late, another message is current, or it still runs'],
]
