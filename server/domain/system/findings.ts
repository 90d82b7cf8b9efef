import { type SystemFinding, type SystemStatus, systemParts } from '#contracts/system/schemas.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import type { BackupPlan } from '../context.ts'
import { backupFindings } from './backup-findings.ts'
import { failed, warning } from './finding.ts'

type Parts = Pick<SystemStatus, (typeof systemParts)[number]>

export interface Circumstances {
  readonly now: Date
  readonly backupPlan: BackupPlan | null
}

const hourMs = 3_600_000
/** Delivery is retried with growing waits, so a mail that waits for longer has failed several times. */
const lateMs = hourMs

/** Returns what is not in order, the most urgent first. */
export function findingsIn(parts: Parts, circumstances: Circumstances): SystemFinding[] {
  const found = [
    ...unreadable(parts),
    ...ofEngine(parts),
    ...ofDatabase(parts),
    ...backupFindings(parts.backups, circumstances),
    ...ofQueues(parts, circumstances.now),
    ...ofMail(parts, circumstances.now),
  ]
  return [
    ...found.filter(({ severity }) => severity === 'failed'),
    ...found.filter(({ severity }) => severity === 'warning'),
  ]
}

function unreadable(parts: Parts): SystemFinding[] {
  const names = systemParts.filter((part) => parts[part] === null)
  if (names.length === 0) return []
  return [
    failed(
      'part-unreadable',
      `These parts of the status could not be read: ${names.join(', ')}.`,
      `The log of the application has the reason. Run ${adminCommand('doctor')} to check the database.`,
    ),
  ]
}

function ofEngine({ engine }: Parts): SystemFinding[] {
  if (engine?.isOnHold)
    return [
      failed(
        'installation-held',
        'Panel requests are on hold, because this database was copied, restored or moved.',
        'An owner confirms on any page of the console that this installation is the primary one.',
      ),
    ]
  if (engine?.isPaused)
    return [
      warning(
        'engine-paused',
        'Staff paused all operations, so no account is created, changed or deleted.',
        'Resume all operations on the Server page.',
      ),
    ]
  return []
}

function ofDatabase({ migrations, database }: Parts): SystemFinding[] {
  const found: SystemFinding[] = []
  if (migrations && migrations.unknown > 0)
    found.push(
      failed(
        'migrations-unknown',
        `A newer or different version of this program has applied ${migrations.unknown} migrations to the database.`,
        'Install that version in every process, or restore a backup from before it ran.',
      ),
    )
  if (migrations && migrations.missing > 0)
    found.push(
      failed(
        'migrations-missing',
        `The database lacks ${migrations.missing} migrations of this version.`,
        `Restart the application, which applies them, or run ${adminCommand('db:migrate')}.`,
      ),
    )
  if (database && !database.processes.some(({ role, count }) => role !== 'web' && count > 0))
    found.push(
      failed(
        'no-worker',
        'No worker is connected to the database, so operations, mails and backups wait.',
        'Start a process with ROLE=worker, or check why it stopped.',
      ),
    )
  return found
}

function ofQueues({ queues, engine }: Parts, now: Date): SystemFinding[] {
  if (!queues) return []
  const found: SystemFinding[] = []
  const { unreachable, servers, webhooks } = queues
  if (unreachable.length > 0)
    found.push(
      warning(
        'server-unreachable',
        `Requests are paused to servers that failed to respond: ${unreachable.map(({ name }) => name).join(', ')}.`,
        'Check that they run and are reachable. The connection is checked automatically.',
      ),
    )
  const isStopped = engine?.isOnHold || engine?.isPaused
  const reachable = servers.filter(({ id }) => !unreachable.some((each) => each.id === id))
  const late = reachable.find(({ dueAt }) => isLate(dueAt, now))
  if (late && !isStopped)
    found.push(
      warning(
        'queue-late',
        `An operation of ${late.name} should have run more than an hour ago.`,
        'The Operations page shows the reason.',
      ),
    )
  if (isLate(webhooks.oldestAt, now))
    found.push(
      warning(
        'webhooks-late',
        'A webhook event has waited for more than an hour.',
        'The Webhooks page shows the response of the receiver.',
      ),
    )
  return found
}

function ofMail({ mail }: Parts, now: Date): SystemFinding[] {
  const found: SystemFinding[] = []
  if (mail && mail.failed > 0)
    found.push(
      warning(
        'mail-failed',
        `${mail.failed} mails of the last 24 hours could not be delivered.`,
        'The Mail page shows the response of the mail server. Resend them there.',
      ),
    )
  if (mail && isLate(mail.oldestAt, now))
    found.push(
      warning(
        'mail-late',
        'A mail has waited for more than an hour.',
        'The Mail page shows the last error. Send a test mail there.',
      ),
    )
  return found
}

const isLate = (iso: string | null, now: Date): boolean =>
  iso !== null && now.getTime() - Date.parse(iso) > lateMs
