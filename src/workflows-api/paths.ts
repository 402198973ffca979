import type { Submitter } from '../engine/ports.ts'

/** What an address of the API is about. */
export interface ApiPath {
  api: Submitter['api']
  /** Absent where it is about all workflows. */
  uuid?: string
  /** What is to be done or read of the workflow, for example `cancel`. */
  action?: string
}

/** Below which paths the two APIs are. Source: Workflows API 0.3.0 and Dispatch API 0.3.3, servers. */
export const BASE_PATHS = { workflows: '/beta/workflows', dispatch: '/v0.1/dispatch' } as const

const PATH = /^\/(beta\/workflows|v0\.1\/dispatch)(?:\/([^/]+)(?:\/([^/]+))?)?\/?$/

/** Reads an address; undefined where it is none of the API's. Old clients end theirs in a slash or an empty query. */
export function readApiPath(pathname: string): ApiPath | undefined {
  const [, base, uuid, action] = PATH.exec(pathname) ?? []
  if (base === undefined) return undefined
  return {
    api: base === 'v0.1/dispatch' ? 'dispatch' : 'workflows',
    ...(uuid === undefined ? {} : { uuid: decodeURIComponent(uuid) }),
    ...(action === undefined ? {} : { action }),
  }
}

/** What each of the APIs calls a workflow's uuid. Source: Workflows API 0.3.0 and Dispatch API 0.3.3, Response. */
export const UUID_KEYS = { workflows: 'workflow_uuid', dispatch: 'dispatch_uuid' } as const
