import { and, asc, eq, inArray, isNotNull, isNull, lt, or, sql } from 'drizzle-orm'
import type { Tx } from '#server/platform/database/index.ts'
import { type KeyRotation, SealError } from '#server/platform/secrets/index.ts'
import type { Domain } from '../context.ts'
import { importRows, imports } from '../tables/imports.ts'
import { mayHavePasswords, openCells, openCredentials, sealCells, sealCredentials } from './store.ts'

const keptMs = 86_400_000
/** A file that takes longer was abandoned with its process. */
const uploadMs = 3_600_000
const rowsAtOnce = 500

/**
 * Erases what an import that ended 24 hours ago still has of passwords: the generated ones, and the password cells of
 * its rows. Cells of rows that are done are erased too. Removes uploads that never ended.
 */
export async function eraseImportSecrets(domain: Domain): Promise<void> {
  const { clock, database } = domain
  const { db } = database
  const now = clock.now().getTime()
  await db
    .delete(imports)
    .where(and(isNull(imports.uploadedAt), lt(imports.createdAt, new Date(now - uploadMs))))
  const due = await db
    .select({ id: imports.id, columns: imports.columns })
    .from(imports)
    .where(
      and(
        isNull(imports.secretsErasedAt),
        or(
          lt(imports.endedAt, new Date(now - keptMs)),
          // Uploaded, and never started.
          and(
            inArray(imports.status, ['uploaded', 'ready']),
            lt(imports.updatedAt, new Date(now - 7 * keptMs)),
          ),
        ),
      ),
    )
  for (const { id, columns } of due) {
    const secret = columns.map(mayHavePasswords)
    await db
      .update(importRows)
      .set({ credentialsSealed: null, linkId: null })
      .where(
        and(
          eq(importRows.importId, id),
          or(isNotNull(importRows.credentialsSealed), isNotNull(importRows.linkId)),
        ),
      )
    await db
      .update(importRows)
      .set({ cellsSealed: null })
      .where(
        and(
          eq(importRows.importId, id),
          inArray(importRows.state, ['done', 'unchanged']),
          isNotNull(importRows.cellsSealed),
        ),
      )
    await blankPasswords(domain, id, secret)
    await db.update(imports).set({ secretsErasedAt: clock.now() }).where(eq(imports.id, id))
  }
}

async function blankPasswords(domain: Domain, id: string, secret: readonly boolean[]): Promise<void> {
  if (!secret.includes(true)) return
  for (let after = 0; ; ) {
    const rows = await domain.database.db
      .select({ number: importRows.number, cellsSealed: importRows.cellsSealed })
      .from(importRows)
      .where(
        and(
          eq(importRows.importId, id),
          isNotNull(importRows.cellsSealed),
          sql`${importRows.number} > ${after}`,
        ),
      )
      .orderBy(asc(importRows.number))
      .limit(rowsAtOnce)
    const last = rows.at(-1)
    if (!last) return
    after = last.number
    const blanked = rows.map(({ number, cellsSealed }) => {
      const cells = openCells(domain.keyring, id, number, cellsSealed ?? '')
      const kept = cells.map((cell, index) => (secret[index] ? '' : cell))
      return { number, sealed: sealCells(domain.keyring, id, number, kept) }
    })
    await domain.database.db.execute(sql`
      update ${importRows} set cells_sealed = given.sealed
      from jsonb_to_recordset(${JSON.stringify(blanked)}::jsonb) as given (number int, sealed text)
      where ${importRows.importId} = ${id}::uuid and ${importRows.number} = given.number`)
  }
}

/**
 * Encrypts the next rows with the new key. A value that does not open is erased.
 * @returns the number of rows; 0: none is left
 */
export async function resealImportRows(tx: Tx, { from, to, rowsAtOnce: most }: KeyRotation): Promise<number> {
  const isOld = (column: typeof importRows.cellsSealed | typeof importRows.credentialsSealed) =>
    sql`split_part(${column}, '.', 2) = ${from.keyId}`
  const rows = await tx
    .select()
    .from(importRows)
    .where(or(isOld(importRows.cellsSealed), isOld(importRows.credentialsSealed)))
    .orderBy(importRows.importId, importRows.number)
    .limit(most)
    .for('update')
  for (const { importId, number, cellsSealed, credentialsSealed } of rows)
    await tx
      .update(importRows)
      .set({
        cellsSealed: again(cellsSealed, (sealed) =>
          sealCells(to, importId, number, openCells(from, importId, number, sealed)),
        ),
        credentialsSealed: again(credentialsSealed, (sealed) =>
          sealCredentials(to, importId, number, openCredentials(from, importId, number, sealed)),
        ),
      })
      .where(and(eq(importRows.importId, importId), eq(importRows.number, number)))
  return rows.length
}

function again(sealed: string | null, reseal: (sealed: string) => string): string | null {
  if (sealed === null) return null
  try {
    return reseal(sealed)
  } catch (error) {
    if (error instanceof SealError) return null
    throw error
  }
}
