import type { HttpBindings } from '@hono/node-server'
import type { RequestEntry } from './requests.ts'

/** What a handler finds in its context: the raw socket pair, and the entry of the request log. */
export interface SandboxEnv {
  Bindings: HttpBindings
  Variables: { entry: RequestEntry; bodyText: string }
}
