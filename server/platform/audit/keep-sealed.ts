import type { Clock } from '#server/platform/clock/index.ts'
import type { Database } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { anchorPath, readAnchor, writeAnchor } from './anchor.ts'
import type { AuditKey } from './chain.ts'
import { type AuditHead, AuditSealer, chainContains } from './sealer.ts'

/** Interval of the sealing, and so the time for which a new entry is not part of the chain yet. */
export const sealEveryMs = 5_000
const logEveryMs = 3_600_000

/**
 * Returns the repeated task that seals entries and records the head of the chain in DATA_DIR and, once an hour,
 * in the log. A head that the chain does not contain is never replaced: it is evidence.
 */
export function keepSealed(options: {
  readonly database: Database
  readonly key: AuditKey
  readonly dataDir: string
  readonly clock: Clock
  readonly log: Log
}): () => Promise<void> {
  const { database, key, dataDir, clock, log } = options
  const sealer = new AuditSealer(database, key)
  let loggedAtMs = Number.NEGATIVE_INFINITY

  async function record(head: AuditHead): Promise<void> {
    const recorded = await readAnchor(dataDir)
    if (recorded !== null && !(await chainContains(database.db, recorded))) {
      log.error(
        { recorded },
        `The audit log does not contain the entry recorded in ${anchorPath(dataDir)}. Entries were removed or replaced, or the database was restored from a backup. Run ${adminCommand('audit:verify')}. After a restore, delete that file.`,
      )
      return
    }
    await writeAnchor(dataDir, head)
    const nowMs = clock.now().getTime()
    if (nowMs - loggedAtMs < logEveryMs) return
    loggedAtMs = nowMs
    log.info({ entryId: head.entryId, hash: head.hash }, 'head of the audit log')
  }

  return async () => {
    const head = await sealer.seal()
    if (head !== null) await record(head)
  }
}
