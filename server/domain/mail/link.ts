import { and, eq, gt } from 'drizzle-orm'
import type { MailKind } from '#contracts/mail/kinds.ts'
import { insertPasswordLink, passwordLinkToken } from '#server/platform/auth/index.ts'
import { passwordLinks, users } from '#server/platform/auth/table.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Domain } from '../context.ts'
import { emailChangeToken, emailChangeValidMs, renewEmailChange } from './email-change-link.ts'
import { endAttempt, type MailRow } from './outbox.ts'

export type LinkOfMail =
  | { readonly state: 'none' }
  | { readonly state: 'ready'; readonly path: string; readonly validMs: number }
  | { readonly state: 'cancelled'; readonly reason: string }

const hourMs = 3_600_000

const withPasswordLink: readonly MailKind[] = ['invitation', 'password-reset', 'welcome']

const cancelled = (reason: string) => ({ state: 'cancelled', reason }) as const

/**
 * Returns the link that a mail carries. It is made at the first attempt, so that no link waits in the outbox,
 * and each attempt renews its validity. The token is derived from the link's id and the key, so that it is the
 * same in every attempt, and a dump of the database contains no usable link.
 */
export async function linkOfMail(domain: Domain, mail: MailRow): Promise<LinkOfMail> {
  if (mail.kind === 'email-confirmation') return confirmationOf(domain, mail)
  if (!withPasswordLink.includes(mail.kind) || mail.userId === null) return { state: 'none' }
  const { userId } = mail
  const { clock, database, keyring, passwordLinkValidMs } = domain
  const validMs = mail.kind === 'password-reset' ? Math.min(hourMs, passwordLinkValidMs) : passwordLinkValidMs
  return database.db.transaction(async (tx) => {
    const [user] = await tx.select().from(users).where(eq(users.id, userId)).for('update')
    if (!user?.isActive) return cancelled('The login is not active, so the mail and its link were not sent.')
    if (user.email !== mail.recipient)
      return cancelled('The email of the login was changed, so the link was not sent to the earlier address.')
    const at = clock.now()
    const expiresAt = new Date(at.getTime() + validMs)
    const linkId = mail.linkId ?? (await openLinkId(tx, mail, at))
    if (linkId !== null) {
      const renewed = await tx
        .update(passwordLinks)
        .set({ expiresAt })
        .where(and(eq(passwordLinks.id, linkId), eq(passwordLinks.userId, userId)))
        .returning({ id: passwordLinks.id })
      if (renewed.length === 0)
        return cancelled('The link of this mail was used or replaced, so the mail was not sent again.')
    }
    const id = linkId ?? newId()
    const token = passwordLinkToken(keyring, id)
    if (linkId === null) await insertPasswordLink(tx, { id, userId, token, expiresAt, at })
    if (mail.linkId === null) await endAttempt(tx, mail, { linkId: id })
    return { state: 'ready', path: `/set-password#${token}`, validMs }
  })
}

async function confirmationOf({ clock, database, keyring }: Domain, mail: MailRow): Promise<LinkOfMail> {
  const { linkId: id, recipient: newEmail } = mail
  const isOpen = id !== null && (await renewEmailChange(database.db, { id, newEmail, at: clock.now() }))
  if (!isOpen) return cancelled('The link of this mail was used or replaced, so the mail was not sent again.')
  const path = `/confirm-email#${emailChangeToken(keyring, id)}`
  return { state: 'ready', path, validMs: emailChangeValidMs }
}

/** A welcome carries the link that staff may already have handed over. Every other mail has a link of its own. */
async function openLinkId(tx: Queryable, mail: MailRow, at: Date): Promise<string | null> {
  if (mail.kind !== 'welcome' || mail.resendOf !== null) return null
  const [open] = await tx
    .select({ id: passwordLinks.id })
    .from(passwordLinks)
    .where(and(eq(passwordLinks.userId, mail.userId ?? ''), gt(passwordLinks.expiresAt, at)))
  return open?.id ?? null
}
