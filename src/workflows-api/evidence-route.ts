import { z } from 'zod'
import type { Engine } from '../engine/engine.ts'
import type { ApiHandler } from './api-route.ts'
import { invalidShape } from './invalid-shape.ts'
import { readParameters } from './list-query.ts'
import { answerProblem } from './problem.ts'
import { readOwn, unknownWorkflow } from './workflow-access.ts'

/** The content types of exports. */
export const EVIDENCE_TYPES = { json: 'application/json', csv: 'text/csv; charset=utf-8' } as const

/** What an export can be asked for. */
export const evidenceQuerySchema = z.strictObject({
  format: z.enum(['json', 'csv']).default('json').describe('JSON can be verified; CSV is for reading.'),
})

/** What exporting evidence works with. */
export interface EvidenceRouteDependencies extends Pick<Engine, 'read'> {
  /** The text of the file; undefined where there is no such workflow. */
  exportEvidence: (uuid: string, format: keyof typeof EVIDENCE_TYPES) => Promise<string | undefined>
}

/** Answers `GET …/{uuid}/evidence` with a file. */
export function createEvidenceRoute({ read, exportEvidence }: EvidenceRouteDependencies): ApiHandler {
  return async function exportEvidenceFile(call) {
    const { response, url, uuid } = call
    const query = evidenceQuerySchema.safeParse(readParameters(url.searchParams))
    if (!query.success) return answerProblem(response, invalidShape(query.error))
    const { format } = query.data
    const found = await readOwn({ read }, call)
    if ('problem' in found) return answerProblem(response, found.problem)
    const text = await exportEvidence(uuid, format)
    if (text === undefined) return answerProblem(response, unknownWorkflow(uuid))
    response.writeHead(200, {
      'content-type': EVIDENCE_TYPES[format],
      'content-length': Buffer.byteLength(text),
      'content-disposition': `attachment; filename="${uuid}.${format}"`,
    })
    response.end(text)
  }
}
