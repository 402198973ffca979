import type { TestProject } from 'vitest/node'
import { startPostgresServer } from './server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL database whose user may create databases. */
    postgresUrl: string
  }
}

/**
 * Gives every test file a PostgreSQL server: the one at TEST_DATABASE_URL, or else one of this run's own.
 * Fails the run when there is neither, so that no test on PostgreSQL is ever skipped.
 */
export async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const givenUrl = process.env.TEST_DATABASE_URL
  if (givenUrl) {
    project.provide('postgresUrl', givenUrl)
    return undefined
  }
  const server = await startPostgresServer().catch((error: Error) => {
    const advice = 'Set TEST_DATABASE_URL to a PostgreSQL server on which the tests may create databases.'
    throw new Error(`There is no PostgreSQL for the tests: ${error.message}\n${advice}`, { cause: error })
  })
  project.provide('postgresUrl', server.url)
  return server.stop
}
