import type { Access, Permission } from '#contracts/access.ts'
import { isForTokens } from '#contracts/api-tokens/permissions.ts'
import type { FieldAccess, RecentSignIn } from '#contracts/call.ts'
import { grantersOf, rolePermissions } from '#contracts/roles.ts'
import type { Actor } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

type StaffActor = Extract<Actor, { kind: 'staff' }>

export const notSignedIn = () =>
  new Refusal(
    'not-signed-in',
    'Sign in first: POST /api/auth/sign-in/email, or open /login. Programs send an API token: Authorization: Bearer npb_...',
  )

const staffOnly = () =>
  new Refusal(
    'forbidden',
    'Only staff may do this. Sign in as a staff user, or contact your hosting provider.',
  )

/** "an owner or an admin" */
const whoGrants = (permission: Permission) =>
  grantersOf(permission)
    .map((role) => `an ${role}`)
    .join(' or ')

/**
 * Returns a refusal for a staff user who must set up a second factor first. It applies to every call that needs a
 * permission. Calls for the own login remain.
 */
function whyWithoutFactor({ signIn }: StaffActor): Refusal | null {
  if (!signIn?.needsFactor) return null
  return new Refusal(
    'second-factor-required',
    'Two-factor sign-in is required for staff. Nothing was done. Set up an authenticator app on the Account page (POST /api/v1/me/totp), or sign in with a passkey.',
  )
}

const notForTokens = () =>
  new Refusal(
    'forbidden',
    'API tokens cannot do this: logins, the team, API tokens and the mail server need a signed-in user. Nothing was done. Sign in to the web application.',
  )

/** Returns a refusal if the request was sent with an API token whose scope lacks the permission. */
function whyNotInScope({ token }: StaffActor, permission: Permission): Refusal | null {
  if (!token) return null
  if (!isForTokens(permission)) return notForTokens()
  if (token.permissions.has(permission)) return null
  return new Refusal(
    'forbidden',
    `The API token "${token.name}" does not have the permission ${permission}. Nothing was done. Create a token with it on the API tokens page.`,
  )
}

/** Returns a refusal that names the missing permission and who can grant it, or null for a caller who has it. */
function whyWithout(actor: Actor, permission: Permission): Refusal | null {
  if (actor.kind === 'system') return null
  if (actor.kind === 'customer') return staffOnly()
  if (rolePermissions[actor.role].has(permission))
    return whyWithoutFactor(actor) ?? whyNotInScope(actor, permission)
  return new Refusal(
    'forbidden',
    `Your role, ${actor.role}, does not have the permission ${permission}. Nothing was done. Ask ${whoGrants(permission)} of your team for a role that has it.`,
  )
}

const isByToken = (actor: Actor): boolean => actor.kind === 'staff' && actor.token !== undefined

/**
 * Returns the reason why a caller may not use a call, or null if the caller may. Only this file decides it.
 * @param actor null without a session
 * @param access undefined for a call that declares nothing: no role may use it
 */
export function whyNotAllowed(actor: Actor | null, access: Access | undefined): Refusal | null {
  if (access === 'public') return null
  if (actor === null) return notSignedIn()
  // These calls change or show the own login.
  if (access === 'signed-in') return isByToken(actor) ? notForTokens() : null
  if (access === 'customer')
    return actor.kind === 'customer'
      ? null
      : new Refusal('forbidden', 'Only a customer has a customer area. Staff use the Customers page.')
  if (access === undefined)
    return new Refusal('forbidden', 'This call declares no access, so no role may use it.')
  return whyWithout(actor, access)
}

/**
 * Returns the reason why a caller may not send a field of the body, or null. A field counts if it is present,
 * also with an unchanged value.
 */
export function whyFieldNotAllowed(
  actor: Actor | null,
  fieldAccess: FieldAccess,
  body: unknown,
): Refusal | null {
  if (typeof body !== 'object' || body === null) return null
  for (const [field, permission] of Object.entries(fieldAccess)) {
    if (!Object.hasOwn(body, field)) continue
    const refusal = actor === null ? notSignedIn() : whyWithout(actor, permission)
    if (refusal)
      return new Refusal(refusal.code, refusal.message, [
        { path: field, code: 'not-allowed', message: refusal.message },
      ])
  }
  return null
}

/**
 * For an action that deletes an account, in a call that also has others: a retry of a termination, for example. It
 * needs what the call hostingAccounts.terminate needs.
 * @throws {Refusal} forbidden; reauthentication-required
 */
export function authorizeTermination({ actor, clock }: Pick<Context, 'actor' | 'clock'>): void {
  // A caller without a session has no sign-in that could be too old.
  const hasSession = actor.kind !== 'system' && actor.signIn !== undefined
  const refusal =
    whyWithout(actor, 'hosting.terminate') ??
    (hasSession ? whyNotRecent(actor, true, { now: clock.now() }) : null)
  if (refusal) throw refusal
}

/**
 * For an action whose permission depends on what it acts on, for example an import of rows with hosting.
 * @throws {Refusal} forbidden
 */
export function refuseWithout(actor: Actor, permission: Permission): void {
  const refusal = whyWithout(actor, permission)
  if (refusal) throw refusal
}

const recentMs = 900_000

/**
 * Returns the reason why a caller must prove again who they are, or null. A call that declares fields of its body is
 * checked with the body.
 */
export function whyNotRecent(
  actor: Actor | null,
  recent: RecentSignIn | undefined,
  { now, body }: { now: Date; body?: unknown },
): Refusal | null {
  if (recent === undefined || actor === null || actor.kind === 'system') return null
  // No user is present. The permission must be in the scope, which is checked before this (decision 21).
  if (isByToken(actor)) return null
  if (recent !== true && !hasOneOf(body, recent)) return null
  const ageMs = now.getTime() - (actor.signIn?.authenticatedAt.getTime() ?? 0)
  // Longer ago, or in the future because the clock was set back.
  if (Math.abs(ageMs) < recentMs) return null
  return new Refusal(
    'reauthentication-required',
    'Your last sign-in was more than 15 minutes ago. Nothing was done. Confirm that it is you with POST /api/v1/me/reauthenticate, then repeat the request.',
  )
}

const hasOneOf = (body: unknown, fields: readonly string[]): boolean =>
  typeof body === 'object' && body !== null && fields.some((field) => Object.hasOwn(body, field))
