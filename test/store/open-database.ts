import { openDatabase } from '../../src/store/database.ts'

const [url = ''] = process.argv.slice(2)

try {
  const database = await openDatabase(url)
  await database.close()
  process.stdout.write('opened')
} catch (error) {
  process.stdout.write(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
}
