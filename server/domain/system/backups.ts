import type { SystemStatus } from '#contracts/system/schemas.ts'
import { newestInFolder } from '#server/platform/backup/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { lastBackup, nextDue } from '../backups/index.ts'
import type { BackupPlan, Domain } from '../context.ts'

type Backups = NonNullable<SystemStatus['backups']>

/**
 * Reads the newest complete backup: that of the schedule, or a newer file in the folder, which `npm run backup` made.
 * Files in an S3-compatible store are not listed, because that is a request over the network.
 */
export async function readBackups({
  database,
  clock,
  backupPlan,
}: Pick<Domain, 'database' | 'clock' | 'backupPlan'>): Promise<Backups> {
  const now = clock.now()
  const { newest, succeeded } = await lastBackup(database.db, now)
  const scheduled = succeeded && {
    madeAt: succeeded.startedAt.toISOString(),
    bytes: succeeded.bytes,
    place: succeeded.place,
    file: succeeded.file,
    isScheduled: true,
  }
  const file = await newestFile(backupPlan, now)
  const isNewer = file !== null && (scheduled === null || file.madeAt > scheduled.madeAt)
  const last = isNewer ? { ...file, isScheduled: false } : scheduled
  return {
    last: last && { ...last, verifyCommand: adminCommand('backup:verify', `--from-store ${last.file}`) },
    problem: newest?.state === 'failed' ? newest.problem : null,
    isRunning: newest?.state === 'running',
    nextAt: backupPlan ? nextDue(backupPlan.schedule, now).toISOString() : null,
  }
}

async function newestFile(plan: BackupPlan | null, now: Date) {
  if (plan?.place.kind !== 'folder') return null
  const { folder } = plan.place
  const found = await newestInFolder(folder, now)
  return found && { madeAt: found.at.toISOString(), bytes: found.bytes, place: folder, file: found.file }
}
