import type { SystemFinding, SystemStatus } from '#contracts/system/schemas.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import { newestDue } from '../backups/index.ts'
import type { BackupPlan } from '../context.ts'
import { failed, warning } from './finding.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** A large backup needs time, and a failed one is tried again after half an hour. */
const graceMs = 2 * hourMs
/** Without a schedule in this process. */
const oldMs = 7 * dayMs

/** Returns what is wrong with the backups. One sentence is enough: each has the same remedy. */
export function backupFindings(
  backups: SystemStatus['backups'],
  { now, backupPlan }: { readonly now: Date; readonly backupPlan: BackupPlan | null },
): SystemFinding[] {
  if (!backups) return []
  const { last, problem } = backups
  if (problem !== null)
    return [
      failed(
        'backup-failed',
        `The last scheduled backup failed: ${problem}`,
        `Fix the problem, or run ${adminCommand('backup')}. The schedule tries again after half an hour.`,
      ),
    ]
  if (last === null)
    return [
      backupPlan
        ? warning(
            'backup-missing',
            'There is no backup yet.',
            `The schedule makes the first one. Run ${adminCommand('backup')} to make it now.`,
          )
        : failed(
            'backup-missing',
            'There is no backup, and no schedule.',
            'Set BACKUP_DIR and BACKUP_PASSPHRASE_FILE, and restart. Without them, no backup is made.',
          ),
    ]
  const age = now.getTime() - Date.parse(last.madeAt)
  if (!isLate(Date.parse(last.madeAt), { now, backupPlan })) return []
  return [
    failed(
      'backup-late',
      `The last backup is ${ageText(age)} old.`,
      backupPlan
        ? `Run ${adminCommand('backup')}, and check that a worker runs: it makes the scheduled backups.`
        : `Run ${adminCommand('backup')}, or set a schedule.`,
    ),
  ]
}

function isLate(madeAt: number, { now, backupPlan }: { now: Date; backupPlan: BackupPlan | null }): boolean {
  if (!backupPlan) return now.getTime() - madeAt > oldMs
  return madeAt < newestDue(backupPlan.schedule, new Date(now.getTime() - graceMs)).getTime()
}

function ageText(ms: number): string {
  const days = Math.floor(ms / dayMs)
  if (days >= 2) return `${days} days`
  return `${Math.floor(ms / hourMs)} hours`
}
