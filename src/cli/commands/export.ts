import { evidenceJson, redactExport } from '../../evidence/export.ts'
import { exportSchema } from '../../evidence/export-schema.ts'
import { readAs } from '../answers.ts'
import { API_OPTIONS, createApi } from '../api.ts'
import type { Command } from '../command.ts'
import { usageError } from '../command-error.ts'
import { EXIT } from '../exit-codes.ts'
import { writeNewFile } from '../files.ts'

/** Exports the evidence of a workflow. */
export const exportCommand: Command = {
  positionals: ['UUID'],
  summary: 'export the evidence of a workflow, which verify checks',
  help: ['It has recipients and texts in full, unless --redacted leaves them out; it can be verified either way.'],
  options: {
    ...API_OPTIONS,
    output: { argument: 'FILE', short: 'o', help: 'write a new file, which only you may read' },
    csv: { help: 'the timeline as CSV, for reading; only the JSON can be verified' },
    redacted: { help: 'without anything that can lead to a person' },
  },
  async run(input, context) {
    if (input.has('csv') && (input.has('redacted') || context.isJson)) {
      throw usageError('--csv is neither --redacted nor --json')
    }
    const uuid = encodeURIComponent(input.positionals[0] ?? '')
    const format = input.has('csv') ? 'csv' : 'json'
    const { text, json } = await createApi(input, context).get(`/${uuid}/evidence?format=${format}`)
    const evidence = input.has('redacted') ? evidenceJson(redactExport(readAs(exportSchema, json))) : text
    const path = input.text('output')
    if (path === undefined) context.out(evidence.endsWith('\n') ? evidence : `${evidence}\n`)
    else writeNewFile(path, evidence, context)
    return EXIT.done
  },
}
