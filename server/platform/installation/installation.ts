import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ne } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { installation } from './table.ts'

/** Identity of this installation. Both parts go into every marker. */
export interface Installation {
  readonly id: string
  readonly epoch: number
  /** The epoch of the backup from which it was restored. Undefined: it was never restored. */
  readonly restoredEpoch?: number | undefined
}

/** Reads the single row, which is created at the first start. Safe if several processes start at once. */
export async function openInstallation(db: Queryable): Promise<Installation> {
  await db.insert(installation).values({ id: newId() }).onConflictDoNothing()
  const [row] = await db.select().from(installation)
  if (!row) throw new Error('The installation row is missing although it was just written.')
  return { id: row.id, epoch: row.epoch, restoredEpoch: row.restoredEpoch ?? undefined }
}

/** Returns whether staff must have a second factor. */
export async function readFactorsRequired(db: Queryable): Promise<boolean> {
  const [row] = await db.select({ required: installation.staffFactorsRequired }).from(installation)
  return row?.required ?? false
}

/** @returns whether the setting was different before */
export async function changeFactorsRequired(tx: Queryable, required: boolean): Promise<boolean> {
  const changed = await tx
    .update(installation)
    .set({ staffFactorsRequired: required })
    .where(ne(installation.staffFactorsRequired, required))
    .returning({ id: installation.id })
  return changed.length > 0
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('hex')

/** Creates a new one-time setup token and invalidates an earlier one. Only its hash is stored. */
export async function renewSetupToken(db: Queryable): Promise<string> {
  const token = randomBytes(24).toString('base64url')
  await db.update(installation).set({ setupTokenHash: hashOf(token) })
  return token
}

/** Locks the installation row: two requests that use the setup link at once run one after the other. */
export async function lockSetupLink(
  tx: Queryable,
): Promise<{ opens(token: string): boolean; close(): Promise<void> }> {
  const [row] = await tx.select().from(installation).for('update')
  return {
    opens: (token) => {
      const expected = row?.setupTokenHash
      return expected != null && timingSafeEqual(Buffer.from(expected), Buffer.from(hashOf(token)))
    },
    close: async () => {
      await tx.update(installation).set({ setupTokenHash: null })
    },
  }
}
