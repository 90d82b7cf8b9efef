import { createHash } from 'node:crypto'
import { eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { emailChanges } from '../tables/email-changes.ts'

/** Validity of a link, from its last attempt of delivery. */
export const emailChangeValidMs = 3_600_000

export const emailChangeToken = (keyring: Keyring, id: string): string =>
  Buffer.from(keyring.mac('email-change', id), 'hex').toString('base64url')

export const emailChangeHash = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Renews the validity of a change that waits. @returns whether it still waits for this address */
export async function renewEmailChange(
  tx: Queryable,
  { id, newEmail, at }: { id: string; newEmail: string; at: Date },
): Promise<boolean> {
  const [row] = await tx
    .update(emailChanges)
    .set({ expiresAt: new Date(at.getTime() + emailChangeValidMs) })
    .where(eq(emailChanges.id, id))
    .returning({ newEmail: emailChanges.newEmail })
  return row?.newEmail === newEmail
}
