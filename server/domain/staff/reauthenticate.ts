import type { PasskeyAssertion, Reauthentication } from '#contracts/factors/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import {
  lockUnchangedLogin,
  relyingPartyOf,
  renewAuthentication,
  type SignInMethod,
  verifyPasskey,
} from '#server/platform/auth/index.ts'
import { fieldRefusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { countGuess, loginChanged, ownerOf, verifyOwnCode, verifyOwnPassword } from '../passwords/index.ts'

const guesses = {
  name: 'reauthenticate',
  message: 'Too many attempts to confirm that it is you. Wait 15 minutes, then try again, or sign in again.',
}

/**
 * Proves again who the caller is, for dangerous calls in the next 15 minutes of this session.
 * @throws {Refusal} invalid-body for a wrong password or code; too-many-requests; not-signed-in
 */
export async function reauthenticate(
  ctx: Context,
  { currentPassword, code }: Reauthentication,
): Promise<Record<never, never>> {
  const actor = ownerOf(ctx.actor)
  const { sessionId, signIn, userId } = actor
  const needsCode = signIn?.twoFactor ?? false
  if (needsCode && code === undefined)
    throw fieldRefusal(
      'invalid-body',
      'code',
      'required',
      'Code is required, because you use two-factor sign-in.',
    )
  await countGuess(ctx, guesses)
  const hash = await verifyOwnPassword(ctx, currentPassword)
  if (needsCode && code !== undefined) await verifyOwnCode(ctx, code)
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    if (!(await lockUnchangedLogin(tx, userId, hash)) || !(await renewAuthentication(tx, sessionId, at)))
      throw loginChanged()
    await recordAudit(tx, entryOf(ctx, needsCode ? 'totp' : 'password', at))
  })
  return {}
}

/**
 * Proves again who the caller is, with a passkey of theirs.
 * @throws {Refusal} invalid-body for a passkey that is not accepted; too-many-requests; not-signed-in
 */
export async function reauthenticateByPasskey(
  ctx: Context,
  assertion: PasskeyAssertion,
): Promise<Record<never, never>> {
  const actor = ownerOf(ctx.actor)
  await countGuess(ctx, guesses)
  const site = relyingPartyOf(ctx.publicUrl)
  const found = site && (await verifyPasskey({ ...ctx, db: ctx.database.db, site }, assertion))
  if (found?.userId !== actor.userId)
    throw fieldRefusal(
      'invalid-body',
      'response',
      'invalid',
      'The passkey was not accepted. Try again, or use the password.',
    )
  await ctx.database.db.transaction(async (tx) => {
    const at = ctx.clock.now()
    if (!(await renewAuthentication(tx, actor.sessionId, at))) throw loginChanged()
    await recordAudit(tx, entryOf(ctx, 'passkey', at))
  })
  return {}
}

const entryOf = (ctx: Context, method: SignInMethod, at: Date) =>
  ({
    at,
    actor: ctx.actor,
    action: 'session.reauthenticate',
    subject: { kind: 'login', id: ownerOf(ctx.actor).userId },
    after: { method },
    requestId: ctx.requestId,
  }) as const

/** The access to the call has already been checked. */
export const confirmRecentSignIn = (): Record<never, never> => ({})
