import { readdir, readFile } from 'node:fs/promises'
import { extname } from 'node:path'

/** A file of the page as it is served. */
export interface PageFile {
  contentType: string
  body: string
}

const FOLDER = new URL('./page/', import.meta.url)

const CONTENT_TYPES: { readonly [extension: string]: string } = {
  '.html': 'text/html; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What index.html has where the token goes. */
const TOKEN_PLACE = '%SANDBOX_TOKEN%'

/**
 * The page's files by their path. They are read once, at the start: what is asked for later is looked up among these
 * and never becomes a path of the disk.
 */
export async function readPageFiles(token: string): Promise<ReadonlyMap<string, PageFile>> {
  const files = new Map<string, PageFile>()
  for (const name of await readdir(FOLDER)) {
    const contentType = CONTENT_TYPES[extname(name)]
    if (contentType === undefined) continue
    const body = await readFile(new URL(name, FOLDER), 'utf8')
    if (name === 'index.html') files.set('/', { contentType, body: body.replaceAll(TOKEN_PLACE, token) })
    else files.set(`/${name}`, { contentType, body })
  }
  return files
}
