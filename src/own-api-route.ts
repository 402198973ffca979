import { type Clock, realNow } from './clock.ts'
import type { Config } from './config.ts'
import type { Engine } from './engine/engine.ts'
import { evidenceCsv } from './evidence/csv.ts'
import { evidenceJson, exportEvidence } from './evidence/export.ts'
import { nudging } from './nudging.ts'
import type { Loop } from './reconcile/loop.ts'
import type { Database } from './store/database.ts'
import { createEvidenceStore } from './store/evidence.ts'
import { redactWorkflow } from './store/redact-workflow.ts'
import { createApiHandlers } from './workflows-api/api-handlers.ts'
import { type ApiRoute, createApiRoute } from './workflows-api/api-route.ts'

/** Our own engine as a Workflows API over HTTP. */
export function createOwnApiRoute(
  config: Pick<Config, 'apiClients' | 'apiRequestsPerSecond' | 'evidenceKey'>,
  { engine, loop, database, clock }: { engine: Engine; loop: Pick<Loop, 'nudge'>; database: Database; clock: Clock },
): ApiRoute {
  const evidence = createEvidenceStore(database)
  return createApiRoute({
    clients: config.apiClients,
    requestsPerSecond: config.apiRequestsPerSecond,
    realNow,
    handlers: createApiHandlers({
      ...engine,
      create: nudging(loop, (messages, submitter, key) =>
        key ? engine.createOnce(messages, submitter, key) : engine.create(messages, undefined, submitter),
      ),
      cancel: nudging(loop, engine.cancel),
      skip: nudging(loop, engine.skip),
      redact: (uuid) => redactWorkflow(database, uuid),
      async exportEvidence(uuid, format) {
        const recorded = await evidence.read(uuid)
        if (!recorded) return undefined
        const exported = exportEvidence(recorded, { exportedAt: clock.now(), signingKey: config.evidenceKey })
        return format === 'csv' ? evidenceCsv(exported) : evidenceJson(exported)
      },
    }),
  })
}
