import { sql } from 'drizzle-orm'
import { auditKeyContext, recordAudit } from '#server/platform/audit/index.ts'
import { resealTotp, systemActor } from '#server/platform/auth/index.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import { type Database, rowsOf, type Tx } from '#server/platform/database/index.ts'
import { OperatorError } from '#server/platform/errors/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { type KeyRotation, type Keyring, keyIdOf } from '#server/platform/secrets/index.ts'
import { resealImportRows } from '../imports/index.ts'
import { resealMailPassword } from '../mail/index.ts'
import { resealPasswords } from '../sealing/index.ts'
import { resealServerKeys } from '../servers/index.ts'
import { resealHostingRequests } from '../subscriptions/index.ts'
import { resealWebhookSecrets } from '../webhooks/index.ts'

/** The rotation cannot run. Nothing was changed, and the message says what to do. */
export class RotationError extends OperatorError {
  override readonly name = 'RotationError'
}

/** All columns with secrets, except the audit key, which the last transaction encrypts. */
const columns: readonly ((tx: Tx, rotation: KeyRotation) => Promise<number>)[] = [
  resealServerKeys,
  resealPasswords,
  resealMailPassword,
  resealTotp,
  resealImportRows,
  resealWebhookSecrets,
  resealHostingRequests,
]

/**
 * Encrypts all stored secrets with another key, in batches, each in one transaction. It may be interrupted at any
 * time: the same call continues. Until it has ended, the application does not start.
 * @param options.onBatch called after each batch with the number of rows so far
 * @returns the number of rows of this run, without those of an interrupted one
 * @throws {RotationError}
 */
export async function rotateKey(
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  options: { from: Keyring; to: Keyring; rowsAtOnce?: number; onBatch?: (rows: number) => void },
): Promise<number> {
  const { from, to, rowsAtOnce = 100, onBatch = () => {} } = options
  const { db } = database
  if (from.keyId === to.keyId) throw new RotationError('Both keys are the same. Nothing was changed.')
  if (!(await db.transaction((tx) => begin(tx, from, to)))) return 0
  let rows = 0
  for (const reseal of columns)
    for (;;) {
      const batch = await db.transaction((tx) => reseal(tx, { from, to, rowsAtOnce }))
      if (batch === 0) break
      rows += batch
      onBatch(rows)
    }
  await db.transaction((tx) => end(tx, { from, to, at: clock.now() }))
  return rows
}

/** @returns whether there is something to do */
async function begin(tx: Tx, from: Keyring, to: Keyring): Promise<boolean> {
  const [row] = await tx.select().from(installation).for('update')
  if (!row) throw new RotationError('This database is new. Start the application once before a rotation.')
  if (row.secretsBoundAt === null)
    throw new RotationError(
      'The stored secrets have the format of an earlier version. Nothing was changed. Start the application once, then run the rotation again.',
    )
  if (row.nextKeyId === null && row.keyId === to.keyId) return false
  if (row.nextKeyId !== null && row.nextKeyId !== to.keyId)
    throw new RotationError(
      `A rotation to the key ${row.nextKeyId} was interrupted. Nothing was changed. Repeat it with that key first.`,
    )
  const expected = row.keyId ?? keyIdOf(row.auditKeySealed ?? '')
  if (expected !== undefined && expected !== from.keyId)
    throw new RotationError(
      `The data is encrypted with the key ${expected}, but the previous key is ${from.keyId}. Nothing was changed. Give the key that the application started with last.`,
    )
  await tx.update(installation).set({ nextKeyId: to.keyId })
  return true
}

async function end(tx: Tx, { from, to, at }: { from: Keyring; to: Keyring; at: Date }): Promise<void> {
  const [row] = await tx.select().from(installation).for('update')
  if (!row) throw new Error('The installation row is missing.')
  for (const reseal of columns)
    if ((await reseal(tx, { from, to, rowsAtOnce: 1 })) > 0)
      throw new RotationError(
        'A process encrypted secrets with the previous key during the rotation. Stop all processes of the application, then run the rotation again.',
      )
  const context = auditKeyContext(row.id)
  const sealed = row.auditKeySealed
  await tx.update(installation).set({
    nextKeyId: null,
    ...(row.keyId === null ? {} : { keyId: to.keyId }),
    auditKeySealed: sealed === null ? null : to.seal(from.open(sealed, context), context),
  })
  await recordAudit(tx, {
    at,
    actor: systemActor('rotation'),
    action: 'installation.rotate-key',
    subject: { kind: 'installation', id: row.id },
    before: { keyId: from.keyId },
    after: { keyId: to.keyId },
    requestId: null,
  })
}

/**
 * A running process continues to encrypt with the previous key. The embedded database has a lock of its own.
 * @throws {RotationError} if another process of the application is connected
 */
export async function refuseRunningApplication({ db, kind }: Database): Promise<void> {
  if (kind === 'embedded') return
  const found = await db.execute(sql`
    select count(*)::int as processes from pg_stat_activity
    where datname = current_database() and application_name like 'nextpanel-billing%'
      and backend_start < (select backend_start from pg_stat_activity where pid = pg_backend_pid())`)
  const [row] = rowsOf(found)
  if (Number(row?.processes) > 0)
    throw new RotationError(
      'The application is still connected to this database. Nothing was changed. Stop all its processes, then run the rotation again.',
    )
}
