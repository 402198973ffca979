import { existsSync, readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import ajvFormats from 'ajv-formats'

const schemas = new URL('../../shared/reference/slack/', import.meta.url)

/** Whether Slack's schema of manifests is found here; it is no part of this repository. */
export const hasManifestSchema = existsSync(new URL('manifest.schema.json', schemas))
if (!hasManifestSchema) {
  console.log('Left out: comparing with the manifest schema, which is not beside this repository.')
}

/** Slack's schema of manifests, compiled. */
export function manifestSchema() {
  // The schemas have words of their own (`_note`, `regex`).
  const ajv = new Ajv({ strict: false })
  ajvFormats.default(ajv)
  const read = (name: string) => JSON.parse(readFileSync(new URL(name, schemas), 'utf8'))
  for (const version of ['1.0.0', '2.0.0']) {
    const name = `manifest.schema.${version}.json`
    const address = `https://raw.githubusercontent.com/slackapi/manifest-schema/v0.5.0/schemas/${name}`
    ajv.addSchema({ ...read(name), $id: address }, address)
  }
  return ajv.compile(read('manifest.schema.json'))
}
