import type { World } from './world.ts'

/** A page as somebody's browser got it. */
export interface Page {
  status: number
  text: string
  cookie: string
}

/** Opens an address as a browser does, with the cookies it has. */
export async function open(url: string, cookie = ''): Promise<Page> {
  const response = await fetch(url, { redirect: 'manual', headers: { cookie } })
  return {
    status: response.status,
    text: await response.text(),
    cookie: (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
  }
}

/** Opens the page that offers the app, and clicks *Allow* in Slack. @returns where Slack sends the browser back to, and its cookie */
export async function allow({ publicUrl }: Pick<World, 'publicUrl'>): Promise<{ back: string; cookie: string }> {
  const offered = await open(`${publicUrl}/slack/install`)
  const [, link = ''] = /href="(http[^"]+)"/.exec(offered.text) ?? []
  const allowed = await fetch(link.replaceAll('&amp;', '&'), { redirect: 'manual' })
  const back = allowed.headers.get('location')
  if (back === null) throw new Error(`Slack has refused: ${await allowed.text()}`)
  return { back, cookie: offered.cookie }
}

/** Installs the app in the workspace. @returns the page that says so */
export async function install(world: Pick<World, 'publicUrl'>): Promise<Page> {
  const { back, cookie } = await allow(world)
  return open(back, cookie)
}
