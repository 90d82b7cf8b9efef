import {
  type Actor,
  findPasswordHash,
  TryLimit,
  takeTotpCode,
  verifyPassword,
} from '#server/platform/auth/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'

/** @throws {Refusal} forbidden for the system, which has no login */
export function ownerOf(actor: Actor): Exclude<Actor, { kind: 'system' }> {
  if (actor.kind === 'system')
    throw new Refusal('forbidden', 'Only a staff user or a customer has a login of their own.')
  return actor
}

/**
 * Counts an attempt with the caller's own password or code. At an unattended screen, for example, another person
 * must not be able to guess it.
 * @param limit what is limited, and the reason for the caller
 * @throws {Refusal} too-many-requests above ten in 15 minutes
 */
export function countGuess(
  { actor, clock, database }: Context,
  limit: { readonly name: string; readonly message: string },
): Promise<void> {
  return new TryLimit({ ...limit, most: 10, windowMs: 900_000, db: database.db, clock }).count(
    ownerOf(actor).userId,
  )
}

/** Verifies the caller's current password. @returns its hash @throws {Refusal} invalid-body for a wrong one */
export async function verifyOwnPassword(ctx: Context, currentPassword: string): Promise<string> {
  const hash = await findPasswordHash(ctx.database.db, ownerOf(ctx.actor).userId)
  if (hash === null || !(await verifyPassword({ hash, password: currentPassword })))
    throw fieldRefusal(
      'invalid-body',
      'currentPassword',
      'wrong-password',
      'The current password is incorrect.',
    )
  return hash
}

/** Uses up a code of the caller's authenticator app. @throws {Refusal} invalid-body for a wrong or used one */
export async function verifyOwnCode(ctx: Context, code: string): Promise<void> {
  const { clock, database, keyring } = ctx
  const { userId } = ownerOf(ctx.actor)
  if (await takeTotpCode(database.db, { userId, code, keyring, at: clock.now() })) return
  throw wrongCode()
}

export const wrongCode = () =>
  fieldRefusal(
    'invalid-body',
    'code',
    'wrong-code',
    'The code is incorrect, or was already used. Enter the code that the authenticator app shows now.',
  )

export const loginChanged = () =>
  new Refusal(
    'not-signed-in',
    'Your login was changed while this request ran. Nothing was changed. Sign in again.',
  )
