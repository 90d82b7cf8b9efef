import type { SystemPart, SystemStatus } from '#contracts/system/schemas.ts'
import { migrationState } from '#server/platform/database/index.ts'
import { version } from '#server/platform/product/index.ts'
import type { Domain } from '../context.ts'
import { readState } from '../metrics/index.ts'
import { readBackups } from './backups.ts'
import { readDatabaseFacts } from './database.ts'
import { findingsIn } from './findings.ts'
import { queuesIn, timeOf } from './queues.ts'
import { readSwitches, type Switches } from './switches.ts'

type Services = Pick<Domain, 'database' | 'clock' | 'log' | 'ownProcess' | 'backupPlan'>

/**
 * Returns the state of the installation. It sends seven statements, one after the other, so that it takes one connection
 * only. A part that cannot be read is null, and the log has the reason.
 */
export async function readSystemStatus(ctx: Services): Promise<SystemStatus> {
  const { database, clock, ownProcess, log } = ctx
  const attempt = async <T>(part: SystemPart, read: () => Promise<T>): Promise<T | null> => {
    try {
      return await read()
    } catch (error) {
      log.warn({ err: error, part }, 'a part of the system status could not be read')
      return null
    }
  }
  const facts = await attempt('database', () => readDatabaseFacts(ctx))
  const migrations = await attempt('migrations', () => migrationState(database.db))
  const switches = await attempt('engine', () => readSwitches(ctx))
  const state = await attempt('queues', () => readState(ctx))
  const backups = await attempt('backups', () => readBackups(ctx))
  const now = clock.now()
  const parts = {
    database: facts,
    migrations,
    engine: switches && { isOnHold: switches.isOnHold, isPaused: switches.isPaused },
    queues: state && queuesIn(state),
    mail: switches && state && mailOf(switches, state.mails),
    backups,
  }
  return {
    checkedAt: now.toISOString(),
    findings: findingsIn(parts, { now, backupPlan: ctx.backupPlan }),
    program: {
      version,
      role: ownProcess.role,
      startedAt: ownProcess.startedAt.toISOString(),
      uptimeSeconds: Math.max(0, Math.floor((now.getTime() - ownProcess.startedAt.getTime()) / 1000)),
    },
    ...parts,
  }
}

const mailOf = (
  { mailIsSetUp, failedMails }: Switches,
  { waiting, oldest }: { readonly waiting: number; readonly oldest: number | null },
): SystemStatus['mail'] => ({
  isSetUp: mailIsSetUp,
  waiting,
  oldestAt: timeOf(oldest),
  failed: failedMails,
})
