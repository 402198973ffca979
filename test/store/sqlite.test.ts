import { type Database, openDatabase } from '../../src/store/database.ts'
import { describeStore } from './conformance.ts'

let open: Database | undefined

describeStore({
  async fresh() {
    await open?.close()
    open = await openDatabase(':memory:')
    return open
  },
  close: async () => open?.close(),
})
