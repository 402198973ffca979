import { createEngine } from '../../src/engine/engine.ts'
import { request } from '../../src/http/request.ts'
import { createOwnApi } from '../../src/own-workflows-api.ts'
import { startFakeWorkflowsApi } from '../../src/sandbox/workflows-api/fake-workflows-api.ts'
import { openDatabase } from '../../src/store/database.ts'
import { createHostedApi } from '../../src/workflows-api/client.ts'
import { LIMITS } from '../failover/workflows.ts'
import { account, application, basicAuthorization } from '../sandbox/messages-api/api-client.ts'
import { countRows, createStoreWorld } from '../store/world.ts'
import { describeWorkflowsApi } from './port-contract.ts'

describeWorkflowsApi('our own engine', async () => {
  const database = await openDatabase(':memory:')
  const stores = createStoreWorld(database)
  const engine = createEngine({
    store: stores.workflows,
    messagesApi: {
      send: () => Promise.reject(new Error('nothing is sent while a workflow is created')),
      revoke: () => Promise.reject(new Error('nothing is taken back while a workflow is created')),
    },
    budget: { hold: async () => {} },
    alerts: { sendingHeld() {}, receiptParked() {} },
    clock: stores.clock,
    limits: LIMITS,
    latestAbsence: () => undefined,
  })
  return { api: createOwnApi(engine), count: () => countRows(stores, 'workflows'), stop: () => database.close() }
})

for (const path of ['/beta/workflows', '/v0.1/dispatch']) {
  describeWorkflowsApi(`hosted at ${path}`, async () => {
    const fake = await startFakeWorkflowsApi({ now: () => 0, application, account })
    const authorization = () => basicAuthorization
    return {
      api: createHostedApi({ url: `${fake.url}${path}`, authorization, request }),
      count: async () => fake.workflows().length,
      stop: fake.stop,
    }
  })
}
