import type { Actor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

/** @throws {Refusal} forbidden for a caller who cannot own API tokens */
export function ownerIn(actor: Actor): Extract<Actor, { kind: 'staff' }> {
  if (actor.kind !== 'staff') throw new Refusal('forbidden', 'Only staff have API tokens.')
  return actor
}
