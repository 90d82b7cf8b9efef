import { z } from 'zod'
import { timestamp } from '../text.ts'

/** all: pages, API and work. web: pages and API. worker: work. */
export const processRoles = ['all', 'web', 'worker'] as const
export type ProcessRole = (typeof processRoles)[number]

/** The parts that are read separately. If one cannot be read, its value is null and the others are complete. */
export const systemParts = ['database', 'migrations', 'engine', 'queues', 'mail', 'backups'] as const
export type SystemPart = (typeof systemParts)[number]

export const systemFindingCodes = [
  'part-unreadable',
  'installation-held',
  'migrations-unknown',
  'migrations-missing',
  'no-worker',
  'engine-paused',
  'backup-failed',
  'backup-missing',
  'backup-late',
  'server-unreachable',
  'queue-late',
  'mail-failed',
  'mail-late',
  'webhooks-late',
] as const

/** Something that is not in order. failed: work or data is at risk now. warning: it is not, yet. */
export const systemFinding = z.object({
  code: z.enum(systemFindingCodes),
  severity: z.enum(['failed', 'warning']),
  message: z.string(),
  remedy: z.string(),
})
export type SystemFinding = z.infer<typeof systemFinding>

const count = z.number().int().nonnegative()
/** Entries that wait, and the time since which the oldest one waits. */
const waiting = { waiting: count, oldestAt: timestamp.nullable() }

const backup = z.object({
  /** Time of its snapshot. */
  madeAt: timestamp,
  bytes: count.nullable(),
  /** The folder, or the bucket with the prefix. */
  place: z.string(),
  file: z.string(),
  /** Whether the schedule made it. Otherwise, it is a file of the backup command in the folder. */
  isScheduled: z.boolean(),
  /** The command line that verifies it, on the machine of the installation. */
  verifyCommand: z.string(),
})

/** The state of an installation for its administrator. A part is null if it could not be read. */
export const systemStatus = z.object({
  checkedAt: timestamp,
  /** Everything that is not in order, the most urgent first. Empty: everything is in order. */
  findings: z.array(systemFinding),
  /** The process that answered. */
  program: z.object({
    version: z.string(),
    role: z.enum(processRoles),
    startedAt: timestamp,
    uptimeSeconds: count,
  }),
  database: z
    .object({
      kind: z.enum(['embedded', 'postgres']),
      version: z.string(),
      bytes: count,
      /** The processes that are connected, by role. The embedded database has exactly one. */
      processes: z.array(z.object({ role: z.enum(processRoles), count })),
    })
    .nullable(),
  /** unknown: applied by a newer or different version. */
  migrations: z.object({ applied: count, missing: count, unknown: count }).nullable(),
  engine: z
    .object({
      /** The database may be a clone, so no panel receives requests. */
      isOnHold: z.boolean(),
      /** Staff paused all operations. */
      isPaused: z.boolean(),
    })
    .nullable(),
  queues: z
    .object({
      /** Servers with open operations, the oldest operation first. At most 50. */
      servers: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          ...waiting,
          /** Earliest time at which one that waits is to run. Null: none waits. */
          dueAt: timestamp.nullable(),
          /** Operations on which staff must decide. */
          needsAction: count,
        }),
      ),
      /** Servers with open operations that are not listed. */
      more: count,
      webhooks: z.object(waiting),
      /** Servers to which requests are paused, because they failed to respond. At most 50. */
      unreachable: z.array(z.object({ id: z.string(), name: z.string() })),
    })
    .nullable(),
  mail: z
    .object({
      isSetUp: z.boolean(),
      ...waiting,
      /** Mails of the last 24 hours that could not be delivered. */
      failed: count,
    })
    .nullable(),
  backups: z
    .object({
      /** The newest complete one. Backups are always encrypted with the passphrase. */
      last: backup.nullable(),
      /** The newest scheduled backup if it failed: the reason and the remedy. */
      problem: z.string().nullable(),
      isRunning: z.boolean(),
      /** The next time of the schedule in the settings of this process. Null: it has no schedule. */
      nextAt: timestamp.nullable(),
    })
    .nullable(),
})
export type SystemStatus = z.infer<typeof systemStatus>
