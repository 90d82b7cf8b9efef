import type { HttpBindings } from '@hono/node-server'

/** Variables in the context of every route. */
export interface HttpEnv {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    clientAddress: string
    /** Hashes for the Content-Security-Policy of a page. */
    inlineStyles?: readonly string[]
  }
}
