import type { CodeOnly, NewRecoveryCodes, PasswordOnly, TotpSetup } from '#contracts/factors/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import {
  confirmTotp,
  endSessionsOf,
  lockUnchangedLogin,
  newTotpSecret,
  replaceRecoveryCodes,
  startTotp,
  totpUri,
} from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { queueFactorsNotice } from '../mail/index.ts'
import { countGuess, loginChanged, ownerOf, verifyOwnPassword, wrongCode } from '../passwords/index.ts'
import { guesses } from './guesses.ts'

/**
 * Starts the setup of an authenticator app. Nothing changes for sign-ins until it is finished.
 * @throws {Refusal} invalid-body for a wrong password; wrong-state if there is an app already; not-signed-in
 */
export async function startTotpSetup(ctx: Context, { currentPassword }: PasswordOnly): Promise<TotpSetup> {
  const { clock, database, keyring } = ctx
  const { email, userId } = ownerOf(ctx.actor)
  await countGuess(ctx, guesses)
  const hash = await verifyOwnPassword(ctx, currentPassword)
  const secret = newTotpSecret()
  await database.db.transaction(async (tx) => {
    if (!(await lockUnchangedLogin(tx, userId, hash))) throw loginChanged()
    if (!(await startTotp(tx, { userId, secret, keyring, at: clock.now() })))
      throw new Refusal(
        'wrong-state',
        'You already have an authenticator app. Remove it first, then set up the new one.',
      )
  })
  return { secret, uri: totpUri(secret, email) }
}

/**
 * Finishes the setup with a code of the app. Sign-ins by password then need a code, and the caller's other sessions
 * end: they began without one.
 * @throws {Refusal} invalid-body for a wrong code; wrong-state without a started setup
 */
export async function confirmTotpSetup(ctx: Context, { code }: CodeOnly): Promise<NewRecoveryCodes> {
  const { clock, database, keyring } = ctx
  const actor = ownerOf(ctx.actor)
  const { userId } = actor
  await countGuess(ctx, guesses)
  const recoveryCodes = await database.db.transaction(async (tx) => {
    const at = clock.now()
    const outcome = await confirmTotp(tx, { userId, code, keyring, at })
    if (outcome === 'wrong-code') throw wrongCode()
    if (outcome === 'no-setup')
      throw new Refusal(
        'wrong-state',
        'The setup was not started, has expired or is finished. Start it again.',
      )
    const codes = await replaceRecoveryCodes(tx, userId)
    const sessions = await endSessionsOf(tx, userId, actor.sessionId)
    await queueFactorsNotice(tx, { userId, at, change: 'totp-added' })
    await recordAudit(tx, {
      at,
      actor,
      action: 'login.add-totp',
      subject: { kind: 'login', id: userId },
      after: { recoveryCodes: codes.length, sessions },
      requestId: ctx.requestId,
    })
    return codes
  })
  return { recoveryCodes }
}
