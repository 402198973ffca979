import type { Engine } from '../engine/engine.ts'
import type { ApiRouteDependencies } from './api-route.ts'
import { createCancelRoute } from './cancel-route.ts'
import { type CreateRouteDependencies, createCreateRoute } from './create-route.ts'
import { createEvidenceRoute, type EvidenceRouteDependencies } from './evidence-route.ts'
import { createListRoute } from './list-route.ts'
import { createReadRoute } from './read-route.ts'
import { createRedactRoute, type RedactRouteDependencies } from './redact-route.ts'
import { createSkipRoute } from './skip-route.ts'

/** What the API does its work with. */
export interface ApiHandlerDependencies
  extends Pick<Engine, 'read' | 'list' | 'cancel' | 'skip'>,
    CreateRouteDependencies,
    Pick<RedactRouteDependencies, 'redact'>,
    Pick<EvidenceRouteDependencies, 'exportEvidence'> {}

/** All that the API can be asked. */
export function createApiHandlers(dependencies: ApiHandlerDependencies): ApiRouteDependencies['handlers'] {
  return {
    createWorkflow: createCreateRoute(dependencies),
    listWorkflows: createListRoute(dependencies),
    readWorkflow: createReadRoute(dependencies),
    cancelWorkflow: createCancelRoute(dependencies),
    skipMessage: createSkipRoute(dependencies),
    redactWorkflow: createRedactRoute(dependencies),
    exportEvidence: createEvidenceRoute(dependencies),
  }
}
