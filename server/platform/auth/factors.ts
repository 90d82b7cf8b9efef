import { and, eq, gt, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { type KeyRotation, type Keyring, SealError } from '#server/platform/secrets/index.ts'
import { lockLogin } from './logins.ts'
import { recoveryCodes, totpFactors, users } from './table.ts'
import { newRecoveryCodes, recoveryCodeHash, totpStepOf } from './totp.ts'

/** A setup must be finished within 15 minutes. */
export const setupValidMs = 900_000

const sealContext = (userId: string) => `totp_factors.secret:${userId}`

/** The second factors of a user, without their secrets. */
export interface FactorSummary {
  /** Null: no authenticator app. */
  readonly totpSince: Date | null
  readonly recoveryCodesLeft: number
}

export async function findFactors(db: Queryable, userId: string): Promise<FactorSummary> {
  const [row] = await db
    .select({
      totpSince: totpFactors.confirmedAt,
      left: sql<number>`(select count(*)::int from ${recoveryCodes} where ${eq(recoveryCodes.userId, userId)})`,
    })
    .from(totpFactors)
    .where(and(eq(totpFactors.userId, userId), isNotNull(totpFactors.confirmedAt)))
  return { totpSince: row?.totpSince ?? null, recoveryCodesLeft: row?.left ?? 0 }
}

/**
 * Stores the secret of a setup. It replaces one that was not finished.
 * @returns false if the user already has an authenticator app
 */
export async function startTotp(
  tx: Queryable,
  { userId, secret, keyring, at }: { userId: string; secret: string; keyring: Keyring; at: Date },
): Promise<boolean> {
  const columns = { secretSealed: keyring.seal(secret, sealContext(userId)), createdAt: at }
  const rows = await tx
    .insert(totpFactors)
    .values({ userId, ...columns })
    .onConflictDoUpdate({
      target: totpFactors.userId,
      set: columns,
      setWhere: isNull(totpFactors.confirmedAt),
    })
    .returning({ userId: totpFactors.userId })
  return rows.length > 0
}

function openSecret(keyring: Keyring, userId: string, sealed: string | null): string | null {
  if (sealed === null) return null
  try {
    return keyring.open(sealed, sealContext(userId))
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}

/** - no-setup: there is none, it has expired, or it is already finished */
export type Confirmation = 'confirmed' | 'wrong-code' | 'no-setup'

/** Finishes a setup with the first code of the app. From now on, a sign-in by password needs a code. */
export async function confirmTotp(
  tx: Queryable,
  { userId, code, keyring, at }: { userId: string; code: string; keyring: Keyring; at: Date },
): Promise<Confirmation> {
  // As all changes of factors do: the user's row first.
  await lockLogin(tx, userId)
  const waiting = and(
    eq(totpFactors.userId, userId),
    isNull(totpFactors.confirmedAt),
    gt(totpFactors.createdAt, new Date(at.getTime() - setupValidMs)),
  )
  const [row] = await tx
    .select({ sealed: totpFactors.secretSealed })
    .from(totpFactors)
    .where(waiting)
    .for('update')
  const secret = row ? openSecret(keyring, userId, row.sealed) : null
  if (secret === null) return 'no-setup'
  const step = totpStepOf(secret, code, at)
  if (step === null) return 'wrong-code'
  await tx
    .update(totpFactors)
    .set({ confirmedAt: at, lastUsedStep: step })
    .where(eq(totpFactors.userId, userId))
  await tx.update(users).set({ twoFactor: true, updatedAt: at }).where(eq(users.id, userId))
  return 'confirmed'
}

/**
 * Uses up a code of the authenticator app. Each time step is accepted once: of two requests with one code, the second
 * finds the step used.
 */
export async function takeTotpCode(
  db: Queryable,
  { userId, code, keyring, at }: { userId: string; code: string; keyring: Keyring; at: Date },
): Promise<boolean> {
  const [row] = await db
    .select({ sealed: totpFactors.secretSealed })
    .from(totpFactors)
    .where(and(eq(totpFactors.userId, userId), isNotNull(totpFactors.confirmedAt)))
  const secret = row ? openSecret(keyring, userId, row.sealed) : null
  const step = secret === null ? null : totpStepOf(secret, code, at)
  if (step === null) return false
  const taken = await db
    .update(totpFactors)
    .set({ lastUsedStep: step })
    .where(
      and(
        eq(totpFactors.userId, userId),
        // The app may have been replaced since the secret was read.
        eq(totpFactors.secretSealed, row?.sealed ?? ''),
        isNotNull(totpFactors.confirmedAt),
        or(isNull(totpFactors.lastUsedStep), lt(totpFactors.lastUsedStep, step)),
      ),
    )
    .returning({ userId: totpFactors.userId })
  return taken.length > 0
}

/** Replaces the recovery codes of a user. @returns the new ones, which are stored only as hashes */
export async function replaceRecoveryCodes(tx: Queryable, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes()
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  await tx.insert(recoveryCodes).values(codes.map((code) => ({ userId, codeHash: recoveryCodeHash(code) })))
  return codes
}

/** Uses up a recovery code. If two requests try at once, only one gets true. */
export async function takeRecoveryCode(db: Queryable, userId: string, code: string): Promise<boolean> {
  const taken = await db
    .delete(recoveryCodes)
    .where(and(eq(recoveryCodes.userId, userId), eq(recoveryCodes.codeHash, recoveryCodeHash(code))))
    .returning({ userId: recoveryCodes.userId })
  return taken.length > 0
}

/** Removes the authenticator app and the recovery codes of a user. @returns whether there was an app */
export async function removeTotp(tx: Queryable, userId: string, at: Date): Promise<boolean> {
  await tx.update(users).set({ twoFactor: false, updatedAt: at }).where(eq(users.id, userId))
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.userId, userId))
  const removed = await tx
    .delete(totpFactors)
    .where(eq(totpFactors.userId, userId))
    .returning({ confirmedAt: totpFactors.confirmedAt })
  return removed.some(({ confirmedAt }) => confirmedAt !== null)
}

/** Deletes setups that were not finished in time. */
export async function purgeSetups(db: Queryable, now: Date): Promise<void> {
  await db
    .delete(totpFactors)
    .where(
      and(isNull(totpFactors.confirmedAt), lt(totpFactors.createdAt, new Date(now.getTime() - setupValidMs))),
    )
}

/** The authenticator apps that a lost key makes unusable. */
export const findSealedTotp = (db: Queryable) =>
  db
    .select({ userId: totpFactors.userId, email: users.email, sealed: totpFactors.secretSealed })
    .from(totpFactors)
    .innerJoin(users, eq(users.id, totpFactors.userId))
    .where(isNotNull(totpFactors.secretSealed))
    .orderBy(users.email)

/**
 * Encrypts the next secrets with the new key. One that cannot be decrypted is erased: its user signs in with a
 * recovery code, or a staff user resets their factors.
 * @returns the number of rows; 0: none is left
 */
export async function resealTotp(tx: Tx, { from, to, rowsAtOnce }: KeyRotation): Promise<number> {
  const rows = await tx
    .select({ userId: totpFactors.userId, sealed: totpFactors.secretSealed })
    .from(totpFactors)
    .where(sql`split_part(${totpFactors.secretSealed}, '.', 2) = ${from.keyId}`)
    .orderBy(totpFactors.userId)
    .limit(rowsAtOnce)
    .for('update')
  for (const { userId, sealed } of rows) {
    const secret = openSecret(from, userId, sealed)
    await tx
      .update(totpFactors)
      .set({ secretSealed: secret === null ? null : to.seal(secret, sealContext(userId)) })
      .where(eq(totpFactors.userId, userId))
  }
  return rows.length
}
