import type { HttpBindings } from '@hono/node-server'
import type { RequestEntry } from './requests.ts'

/** The context of a handler: the raw socket pair, and the entry of the request log. */
export interface SandboxEnv {
  Bindings: HttpBindings
  Variables: {
    entry: RequestEntry
    bodyText: string
    /** Responds as if the work were done, without doing it. */
    rehearsal: boolean
    /** The client never gets a response. */
    late: boolean
  }
}
