import type { Viewer } from '#contracts/session/schemas.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

/** Returns the signed-in user. */
export function getViewer({ actor }: Context): Viewer {
  if (actor.kind === 'system') throw new Refusal('not-signed-in', 'Sign in first.')
  const { userId, email, name } = actor
  const customerId = actor.kind === 'customer' ? actor.customerId : null
  return { userId, role: actor.kind, email, name, customerId }
}
