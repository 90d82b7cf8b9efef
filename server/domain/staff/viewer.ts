import { rolePermissions } from '#contracts/roles.ts'
import type { Viewer } from '#contracts/session/schemas.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

export function viewerOf(actor: Exclude<Actor, { kind: 'system' }>): Viewer {
  const { userId, email, name } = actor
  const role = actor.kind === 'staff' ? actor.role : 'customer'
  const customerId = actor.kind === 'customer' ? actor.customerId : null
  const { twoFactor = false, needsFactor = false } = actor.signIn ?? {}
  const permissions = needsFactor ? [] : [...rolePermissions[role]]
  return { userId, role, permissions, email, name, customerId, twoFactor, needsFactor }
}

/** Returns the signed-in user, with the permissions of their role. */
export function getViewer({ actor }: Context): Viewer {
  if (actor.kind === 'system') throw new Refusal('not-signed-in', 'Sign in first.')
  return viewerOf(actor)
}
