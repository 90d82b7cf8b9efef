import { z } from 'zod'
import type {
  PasswordByLink,
  PasswordLinkOwner,
  PasswordLinkToken,
} from '#contracts/password-links/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { changeLogin, findPasswordLink, hashPassword, takePasswordLink } from '#server/platform/auth/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { findCustomerIdOfUser } from '../customers/index.ts'
import { queuePasswordNotice } from '../mail/index.ts'

const invalid = () =>
  new Refusal(
    'password-link-invalid',
    'This link was already used, was replaced by a newer one, or has expired. Ask your hosting company for a new link.',
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
  const isKnown = (await findPasswordLink(ctx.database.db, { token }, ctx.clock.now())) !== null
  const passwordHash = isKnown ? await hashPassword(password) : null
  return ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs, clock: ctx.clock }, async () => {
      const at = ctx.clock.now()
      const link = await findPasswordLink(tx, { token }, at)
      if (!link || passwordHash === null || !(await takePasswordLink(tx, link.id))) throw invalid()
      const { userId, name, email } = link
      const customerId = await findCustomerIdOfUser(tx, userId)
      const owner = { userId, name, email }
      await changeLogin(tx, { userId, passwordHash, at })
      await queuePasswordNotice(tx, { userId, at })
      await recordAudit(tx, {
        at,
        ...(customerId === null
          ? {
              actor: { kind: 'staff', ...owner },
              action: 'staff.set-password-by-link',
              subject: { kind: 'staff', id: userId },
            }
          : {
              actor: { kind: 'customer', customerId, ...owner },
              action: 'customer.set-password-by-link',
              subject: { kind: 'customer', id: customerId },
            }),
        after: { password: true },
        requestId: ctx.requestId,
      })
      return { email }
    }),
  )
}
