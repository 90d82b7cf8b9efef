import { z } from 'zod'
import type { ById } from '#contracts/call.ts'
import type { PasswordLink } from '#contracts/password-links/schemas.ts'
import type { Invitation, Invited } from '#contracts/team/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { insertLogin } from '#server/platform/auth/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { once } from '#server/platform/idempotency/index.ts'
import type { Context } from '../context.ts'
import { queueMail } from '../mail/index.ts'
import { insertLinkOf, openPasswordLink, readPasswordLink } from '../password-links/index.ts'
import { changeableMember, lockTeam, refuseGrant } from './lock.ts'
import { readMember } from './read.ts'

const invitedRefs = z.object({ userId: z.string(), linkId: z.string() })
const linkRefs = z.object({ linkId: z.string() })

const insertLink = (tx: Queryable, ctx: Context, userId: string) =>
  insertLinkOf(tx, ctx, userId, (expiresAt, at) => ({
    at,
    actor: ctx.actor,
    action: 'staff.make-password-link',
    subject: { kind: 'staff', id: userId },
    after: { expiresAt: expiresAt.toISOString() },
    requestId: ctx.requestId,
  }))

/**
 * Adds a staff user without a password, and creates the link with which they choose one.
 * @throws {Refusal} forbidden for a role that the caller may not grant; email-taken
 */
export async function inviteMember(ctx: Context, { email, fullName, role }: Invitation): Promise<Invited> {
  const { db } = ctx.database
  const { userId, linkId } = await db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: invitedRefs, clock: ctx.clock }, async () => {
      refuseGrant(await lockTeam(tx, ctx), role)
      const id = newId()
      const at = ctx.clock.now()
      const login = { userId: id, role, email, name: fullName, passwordHash: null, isActive: true, at }
      await insertLogin(tx, login)
      await recordAudit(tx, {
        at,
        actor: ctx.actor,
        action: 'staff.invite',
        subject: { kind: 'staff', id },
        after: { email, fullName, role },
        requestId: ctx.requestId,
      })
      const linkId = await insertLink(tx, ctx, id)
      await queueMail(tx, {
        kind: 'invitation',
        recipient: email,
        recipientName: fullName,
        userId: id,
        linkId,
        at,
      })
      return { userId: id, linkId }
    }),
  )
  return { member: await readMember(db, ctx, userId), passwordLink: await readPasswordLink(ctx, linkId) }
}

/**
 * Creates a link for a staff user, for a first password or instead of a forgotten one. The current password
 * works until the link is used.
 * @throws {Refusal} not-found; forbidden; wrong-state for a disabled login
 */
export async function createMemberLink(ctx: Context, { id }: ById): Promise<PasswordLink> {
  const { linkId } = await ctx.database.db.transaction((tx) =>
    once(tx, { request: ctx.idempotency, refs: linkRefs, clock: ctx.clock }, async () => {
      const member = changeableMember(await lockTeam(tx, ctx), id)
      if (!member.isActive)
        throw new Refusal(
          'wrong-state',
          `The login of ${member.name} is disabled. Enable it first, then create the link.`,
        )
      return { linkId: await insertLink(tx, ctx, id) }
    }),
  )
  return openPasswordLink(ctx, linkId)
}
