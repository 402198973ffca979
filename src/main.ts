import { existsSync } from 'node:fs'
import { startApp } from './app.ts'
import { ConfigError, readConfig } from './config.ts'
import { createLogger } from './logger.ts'

/** How long what is under way gets at a stop, in milliseconds; then it is cut off, and comes round again. */
const STOP_LIMIT_MS = 20_000

async function main(): Promise<void> {
  // What is set already wins over the file.
  if (existsSync('.env')) process.loadEnvFile()
  const config = readConfig(process.env)
  const logger = createLogger(config.logLevel)
  const app = await startApp(config, { logger })
  logger.info({ url: app.url }, 'Backstop is running')
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      logger.info({ signal }, 'Backstop is stopping')
      setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref()
      void app.stop().then(() => process.exit(0))
    })
  }
  process.on('unhandledRejection', (error) => {
    logger.fatal({ err: error }, 'a bug: a rejection that nobody handled')
    process.exit(1)
  })
}

main().catch((error: unknown) => {
  const isForOperators = error instanceof ConfigError || error instanceof Error
  process.stderr.write(`${isForOperators ? error.message : String(error)}\n`)
  process.exit(1)
})
