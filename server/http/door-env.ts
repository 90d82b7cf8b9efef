import type { HttpBindings } from '@hono/node-server'

/** What every door finds in its context. */
export interface DoorEnv {
  Bindings: HttpBindings
  Variables: { requestId: string; clientAddress: string }
}
