import type {
  NewPasskey,
  Passkey,
  PasskeyOptions,
  PasskeyRemoval,
  PasswordOnly,
} from '#contracts/factors/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import {
  insertPasskey,
  lockUnchangedLogin,
  passkeyCreation,
  relyingPartyOf,
  removePasskeys,
} from '#server/platform/auth/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queueFactorsNotice } from '../mail/index.ts'
import { countGuess, loginChanged, ownerOf, verifyOwnPassword } from '../passwords/index.ts'
import { guesses } from './guesses.ts'

/** @throws {Refusal} not-supported */
function siteOf({ publicUrl }: Context) {
  const site = relyingPartyOf(publicUrl)
  if (site) return site
  throw new Refusal(
    'not-supported',
    'Passkeys need a PUBLIC_URL with https and a host name. Ask the operator of this installation.',
  )
}

/**
 * Returns the options with which the caller's browser creates a passkey.
 * @throws {Refusal} not-supported; invalid-body for a wrong password
 */
export async function startPasskey(ctx: Context, { currentPassword }: PasswordOnly): Promise<PasskeyOptions> {
  const site = siteOf(ctx)
  await countGuess(ctx, guesses)
  await verifyOwnPassword(ctx, currentPassword)
  const options = await passkeyCreation({ ...ctx, db: ctx.database.db, site }, ownerOf(ctx.actor))
  return { options: { ...options } }
}

/** Adds a passkey to the caller's login. @throws {Refusal} not-supported; invalid-body if it is not accepted */
export async function addPasskey(ctx: Context, passkey: NewPasskey): Promise<Passkey> {
  const actor = ownerOf(ctx.actor)
  const site = siteOf(ctx)
  await countGuess(ctx, guesses)
  const at = ctx.clock.now()
  const id = await ctx.database.db.transaction(async (tx) => {
    const added = await insertPasskey({ ...ctx, db: tx, site }, actor.userId, passkey)
    if (added === null)
      throw fieldRefusal(
        'invalid-body',
        'response',
        'invalid',
        'The passkey was not accepted, or the request has expired. Add it again.',
      )
    await queueFactorsNotice(tx, { userId: actor.userId, at, change: 'passkey-added' })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.add-passkey',
      subject: { kind: 'login', id: actor.userId },
      after: { passkey: passkey.name },
      requestId: ctx.requestId,
    })
    return added
  })
  return { id, name: passkey.name, createdAt: at.toISOString(), lastUsedAt: null }
}

/** Removes a passkey of the caller. @throws {Refusal} not-found; invalid-body for a wrong password */
export async function removePasskey(
  ctx: Context,
  { id, currentPassword }: PasskeyRemoval,
): Promise<Record<never, never>> {
  const actor = ownerOf(ctx.actor)
  await countGuess(ctx, guesses)
  const hash = await verifyOwnPassword(ctx, currentPassword)
  await ctx.database.db.transaction(async (tx) => {
    if (!(await lockUnchangedLogin(tx, actor.userId, hash))) throw loginChanged()
    const [name] = await removePasskeys(tx, actor.userId, id)
    if (name === undefined)
      throw new Refusal('not-found', 'This passkey was already removed. Reload the page.')
    const at = ctx.clock.now()
    await queueFactorsNotice(tx, { userId: actor.userId, at, change: 'passkey-removed' })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.remove-passkey',
      subject: { kind: 'login', id: actor.userId },
      before: { passkey: name },
      requestId: ctx.requestId,
    })
  })
  return {}
}
