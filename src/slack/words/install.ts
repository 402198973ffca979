/** The pages of an installation, for whoever adds the app to their workspace. */
export const INSTALL_WORDS = {
  offer: {
    title: 'Backstop for Slack',
    text: 'Gets a message through to a person, and shows in the thread when it really arrived.',
    link: 'Add to Slack',
  },
  done: {
    title: 'Backstop is installed',
    text: 'Type /notify help in any conversation to see what it can do. Invite it to the conversations where it is to post.',
    link: 'Open Slack',
  },
  again: 'Install again',
} as const

/** Why an installation did not come about. */
export type InstallFailure = 'cancelled' | 'not begun here' | 'refused' | { reference: string }

/** What is said of an installation that did not come about, and what to do. */
export function failureWords(failure: InstallFailure): { title: string; text: string } {
  const title = 'Backstop is not installed'
  if (failure === 'cancelled') return { title, text: 'The installation was cancelled in Slack. Nothing was changed.' }
  if (failure === 'not begun here') {
    return {
      title,
      text: 'The installation was begun in another browser, or more than ten minutes ago. Begin it again.',
    }
  }
  if (failure === 'refused') {
    return {
      title,
      text: 'Slack did not complete the installation. Begin it again; if that fails, tell who runs Backstop.',
    }
  }
  return {
    title,
    text: `Something went wrong on our side (reference ${failure.reference}). Begin again; if that fails, tell who runs Backstop.`,
  }
}

/** Said to who asks for something in a workspace where the app is not installed any more; `url` is no place to click in a form. */
export function notInstalledWords(url: string, canLink: boolean): string {
  return canLink
    ? `⚠️ Nothing was done: Backstop is not installed in this workspace any more. <${url}|Install it again>, then repeat this.`
    : `Nothing was done: Backstop is not installed in this workspace any more. Install it again at ${url}, then repeat this.`
}
