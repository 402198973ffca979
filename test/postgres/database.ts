import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'

/** A database of one test file. */
export type PostgresDatabase = {
  url: string
  /** Removes the database and cuts the connections that are still open; a second call does nothing. */
  drop: () => Promise<void>
}

/** Creates an empty database with a random name, in UTF-8 and the C locale whatever the server's own are. */
export async function createPostgresDatabase(): Promise<PostgresDatabase> {
  const serverUrl = inject('postgresUrl')
  const name = `backstop_test_${randomBytes(8).toString('hex')}`
  // template0 because only it allows another encoding and locale than the server's.
  await runOnServer(serverUrl, `create database ${name} template template0 encoding 'UTF8' locale 'C'`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => runOnServer(serverUrl, `drop database if exists ${name} with (force)`) }
}

async function runOnServer(serverUrl: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: serverUrl })
  try {
    await client.connect()
    await client.query(statement)
  } finally {
    await client.end()
  }
}
