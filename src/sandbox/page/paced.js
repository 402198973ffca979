/** Real milliseconds between two readings of the same thing; a sped-up sandbox changes much more often. */
const READ_EVERY_MS = 100

/**
 * Runs one at a time, with a pause after each; calls in between become one more.
 * @param {() => Promise<void>} read
 */
export function paced(read) {
  let isRunning = false
  let isWanted = false
  return async function run() {
    isWanted = true
    if (isRunning) return
    isRunning = true
    while (isWanted) {
      isWanted = false
      // A reading that failed is made up for by the next change; the connection's state is shown elsewhere.
      await read().catch(() => {})
      await new Promise((resolve) => setTimeout(resolve, READ_EVERY_MS))
    }
    isRunning = false
  }
}
