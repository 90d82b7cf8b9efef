import type { HttpBindings } from '@hono/node-server'
import type { RequestEntry } from './requests.ts'

/** What a handler finds in its context: the raw socket pair, and the entry of the request log. */
export interface SandboxEnv {
  Bindings: HttpBindings
  Variables: {
    entry: RequestEntry
    bodyText: string
    /** Answers as if the work were done, without doing it. */
    rehearsal: boolean
    /** The client will never be told. */
    late: boolean
  }
}
