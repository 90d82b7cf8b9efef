import { z } from 'zod'
import type {
  PasswordByLink,
  PasswordLinkOwner,
  PasswordLinkToken,
} from '#contracts/password-links/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import {
  type Actor,
  changeLogin,
  type FoundPasswordLink,
  findPasswordLink,
  isActiveLogin,
  lockLogin,
  takePasswordLink,
} from '#server/platform/auth/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { findCustomerIdOfUser } from '../customers/index.ts'
import { queuePasswordNotice } from '../mail/index.ts'
import { hashNewPassword, wordsOfUser } from '../passwords/index.ts'

const invalid = () =>
  new Refusal(
    'password-link-invalid',
    'This link was already used, was replaced by a newer one, or has expired. Ask your hosting provider for a new link.',
  )

/** @throws {Refusal} password-link-invalid */
export async function inspectPasswordLink(
  { database, clock }: Context,
  { token }: PasswordLinkToken,
): Promise<PasswordLinkOwner> {
  const link = await findPasswordLink(database.db, { token }, clock.now())
  if (!link) throw invalid()
  return { email: link.email, name: link.name, expiresAt: link.expiresAt.toISOString() }
}

type Owner = Exclude<Actor, { kind: 'system' }>

/** Returns the owner of a link as the caller. @throws {Refusal} password-link-invalid */
async function ownerOf(tx: Queryable, link: FoundPasswordLink): Promise<Owner> {
  const { userId, name, email, staffRole } = link
  if (staffRole !== null) return { kind: 'staff', role: staffRole, userId, name, email }
  const customerId = await findCustomerIdOfUser(tx, userId)
  if (customerId === null) throw invalid()
  return { kind: 'customer', userId, customerId, name, email }
}

const refs = z.object({ email: z.string() })

/**
 * Sets the password and uses up the link. Every session of that user ends. It needs no session: the holder of
 * the link acts as its owner, and the audit entry says so.
 * @throws {Refusal} password-link-invalid
 */
export async function setPasswordByLink(
  ctx: Context,
  { token, password }: PasswordByLink,
): Promise<{ email: string }> {
  // An invented token costs no hash. A replayed key needs none either.
  const { db } = ctx.database
  const known = await findPasswordLink(db, { token }, ctx.clock.now())
  const passwordHash = known
    ? await hashNewPassword(ctx, { password, words: await wordsOfUser(db, known.userId) })
    : null
  return db.transaction(async (tx) => {
    const done = await once(tx, { request: ctx.idempotency, refs, clock: ctx.clock }, async () => {
      const at = ctx.clock.now()
      // The user's row first, as in every other change of a login. A change at the same time could otherwise deadlock.
      if (known) await lockLogin(tx, known.userId)
      const link = await findPasswordLink(tx, { token }, at)
      if (!link || passwordHash === null || !(await takePasswordLink(tx, link.id))) throw invalid()
      const { userId, email } = link
      const owner = await ownerOf(tx, link)
      await changeLogin(tx, { userId, passwordHash, at })
      await queuePasswordNotice(tx, { userId, at })
      await recordAudit(tx, {
        at,
        actor: owner,
        action: `${owner.kind}.set-password-by-link`,
        subject: { kind: owner.kind, id: owner.kind === 'customer' ? owner.customerId : userId },
        after: { password: true },
        requestId: ctx.requestId,
      })
      return { email }
    })
    // A repeated key gets no answer either after the customer was set to inactive.
    if (!(await isActiveLogin(tx, done.email))) throw invalid()
    return done
  })
}
