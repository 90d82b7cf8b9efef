import type { Access } from '#contracts/access.ts'
import { rolePermissions } from '#contracts/roles.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'

export const notSignedIn = () =>
  new Refusal('not-signed-in', 'Sign in first: POST /api/auth/sign-in/email, or open /login.')

/**
 * Returns the reason why a caller may not use a call, or null if the caller may. Only this function decides
 * it.
 * @param actor null without a session
 * @param access undefined for a call that declares nothing: no role may use it
 */
export function whyNotAllowed(actor: Actor | null, access: Access | undefined): Refusal | null {
  if (access === 'public') return null
  if (actor === null) return notSignedIn()
  if (access === 'signed-in') return null
  if (access === 'customer')
    return actor.kind === 'customer'
      ? null
      : new Refusal('forbidden', 'Only a customer has a customer area. Staff use the Customers page.')
  if (actor.kind === 'system' || (access !== undefined && rolePermissions[actor.kind].has(access)))
    return null
  return new Refusal(
    'forbidden',
    'Only staff may do this. Sign in as a staff user, or contact your hosting company.',
  )
}
