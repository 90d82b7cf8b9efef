import type { HttpBindings } from '@hono/node-server'

/** Variables that every route finds in its context. */
export interface HttpEnv {
  Bindings: HttpBindings
  Variables: { requestId: string; clientAddress: string }
}
