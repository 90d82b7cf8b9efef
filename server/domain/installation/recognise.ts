import { recordAudit } from '#server/platform/audit/index.ts'
import { systemActor } from '#server/platform/auth/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import type { Domain } from '../context.ts'
import { servers } from '../tables/servers.ts'

/**
 * Compares the location of the database with that of the last start. If it differs, the database was copied,
 * restored or moved, and another installation may be working on the same panels. The engine is then on hold
 * until staff confirm the primary installation. A database without servers is accepted as it is.
 * @returns whether the engine is on hold
 */
export async function recogniseInstallation(
  domain: Pick<Domain, 'database' | 'clock' | 'log'>,
): Promise<boolean> {
  const fingerprint = await domain.database.fingerprint()
  return domain.database.db.transaction(async (tx) => {
    const [row] = await tx.select().from(installation).for('update')
    if (!row) throw new Error('The installation row is missing.')
    if (row.fingerprint === fingerprint) return row.standing !== 'recognised'
    const panels = await tx.select({ id: servers.id }).from(servers).limit(1)
    const harmless = row.fingerprint === null || panels.length === 0
    if (harmless && row.standing === 'recognised') {
      await tx.update(installation).set({ fingerprint })
      return false
    }
    const at = domain.clock.now()
    await tx.update(installation).set({ fingerprint, standing: 'suspected-copy', standingSince: at })
    await recordAudit(tx, {
      at,
      actor: systemActor('start'),
      action: 'installation.suspect-copy',
      subject: { kind: 'installation', id: row.id },
      before: { fingerprint: row.fingerprint },
      after: { fingerprint },
      requestId: null,
    })
    domain.log.warn(
      'the database was copied, restored or moved: the engine is on hold until staff confirm the primary installation',
    )
    return true
  })
}
