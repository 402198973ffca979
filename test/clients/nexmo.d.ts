/** What the tests use of the vendor's Node clients of 2018 and 2019, which have no types of their own. */
interface NexmoCredentials {
  apiKey: string
  apiSecret: string
  applicationId: string
  /** The key itself (PKCS#8), or a file's path. */
  privateKey: string
}

/** Where it is to connect, instead of the vendor's address; any other port than 443 is without TLS. */
interface NexmoAddress {
  host?: string
  apiHost?: string
  port: number
}

/** What the callback gets first when the answer is no 2xx, or when there is none. */
interface NexmoError {
  statusCode?: number
  headers?: Record<string, string>
  /** As it was parsed; for a 429 its text. */
  body?: unknown
  code?: string
  message?: string
}

type NexmoCallback = (error: NexmoError | null, data: Record<string, unknown> | null) => void

/** Part of the API; `create` posts a workflow with a token of the application. */
interface NexmoResource {
  create(template: string, workflow: unknown[], callback?: NexmoCallback): void
}

declare module 'nexmo-workflows' {
  export default class Nexmo {
    constructor(credentials: NexmoCredentials, address: NexmoAddress)
    workflow: NexmoResource
  }
}

declare module 'nexmo-dispatch' {
  export default class Nexmo {
    constructor(credentials: NexmoCredentials, address: NexmoAddress)
    dispatch: NexmoResource
  }
}
