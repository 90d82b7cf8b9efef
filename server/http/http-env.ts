import type { HttpBindings } from '@hono/node-server'
import type { Actor } from '#server/platform/auth/index.ts'

/** Variables in the context of every route. */
export interface HttpEnv {
  Bindings: HttpBindings
  Variables: {
    requestId: string
    clientAddress: string
    /** The path of a call with placeholders, for example /api/v1/customers/{id}. */
    route?: string
    /** Hashes for the Content-Security-Policy of a page. */
    inlineStyles?: readonly string[]
    /** The signed-in user, as soon as the session was read. */
    actor?: Actor
    /** The login that a sign-in names. */
    login?: string
  }
}
