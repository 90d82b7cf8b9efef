import { and, eq, gt, lt, ne, or } from 'drizzle-orm'
import {
  BackupError,
  type BackupPlace,
  type BackupTask,
  backupFileName,
  latestPlausible,
  openStore,
  readPassphrase,
  runBackup,
  takeSnapshot,
  timeOfBackup,
} from '#server/platform/backup/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import { closeBackupAlert, openBackupAlert } from '../alerts/index.ts'
import type { Domain } from '../context.ts'
import { backups } from '../tables/backups.ts'
import { keptTimes, newestDue, type Retention } from './schedule.ts'

export const backupTickMs = 20_000
const heartbeatMs = 15_000
/** A backup without a heartbeat for this time belongs to a process that died. */
const deadAfterMs = 120_000
const retryAfterMs = 1_800_000

export interface BackupSettings {
  readonly place: BackupPlace
  readonly passphraseFile: string | undefined
  /** Minutes of the day in UTC, sorted. */
  readonly schedule: readonly number[]
  readonly retention: Retention
  /** Of the embedded database. */
  readonly dataDir: string
}

type BackupRow = typeof backups.$inferSelect
type Services = Pick<Domain, 'database' | 'clock' | 'log' | 'jobs' | 'alertWebhook' | 'linkOrigin'>

/** Makes the backups of the schedule. Of several processes, one makes each. */
export class BackupScheduler {
  readonly #domain: Services
  readonly #settings: BackupSettings
  readonly #stopping = new AbortController()
  #running: Promise<void> = Promise.resolve()

  constructor(domain: Services, settings: BackupSettings) {
    this.#domain = domain
    this.#settings = settings
  }

  /** Makes the backup that is due, if any, and removes those that the retention does not keep. */
  takeDue(): Promise<void> {
    this.#running = this.#takeDue()
    return this.#running
  }

  /** Aborts a running backup, and waits until that is recorded. */
  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#running.catch(() => {})
  }

  async #takeDue(): Promise<void> {
    if (this.#stopping.signal.aborted) return
    const row = await this.#claim()
    if (row === null) return
    const heartbeat = setInterval(() => void this.#beat(row), heartbeatMs)
    try {
      const made = await this.#make(row)
      await this.#recordSuccess(row, made)
      await this.#removeOld()
    } catch (error) {
      await this.#recordFailure(row, error)
    } finally {
      clearInterval(heartbeat)
    }
  }

  /**
   * Inserts the row of the due time, or takes over one whose backup failed, whose process died, or which was made while
   * the clock was ahead. Null: there is nothing to do. A database that may be a clone makes no backup, because it could
   * remove those of the primary installation.
   */
  async #claim(): Promise<BackupRow | null> {
    const { database, clock } = this.#domain
    const at = clock.now()
    const [own] = await database.db.select({ standing: installation.standing }).from(installation)
    if (own?.standing !== 'recognised') return null
    const dueAt = newestDue(this.#settings.schedule, at)
    const started = {
      state: 'running' as const,
      startedAt: at,
      heartbeatAt: at,
      endedAt: null,
      place: openStore(this.#settings.place).place,
      file: backupFileName(at),
      problem: null,
    }
    const [inserted] = await database.db
      .insert(backups)
      .values({ id: newId(), dueAt, ...started })
      .onConflictDoNothing()
      .returning()
    if (inserted) return inserted
    const [found] = await database.db.select().from(backups).where(eq(backups.dueAt, dueAt))
    if (!found) return null
    const before = (ms: number) => new Date(at.getTime() - ms)
    const [taken] = await database.db
      .update(backups)
      .set({ ...started, attempts: found.attempts + 1 })
      .where(
        and(
          eq(backups.id, found.id),
          eq(backups.attempts, found.attempts),
          or(
            and(eq(backups.state, 'failed'), lt(backups.heartbeatAt, before(retryAfterMs))),
            and(eq(backups.state, 'running'), lt(backups.heartbeatAt, before(deadAfterMs))),
            and(ne(backups.state, 'running'), gt(backups.startedAt, latestPlausible(at))),
          ),
        ),
      )
      .returning()
    return taken ?? null
  }

  async #make(row: BackupRow) {
    const { database } = this.#domain
    const { place, passphraseFile, dataDir } = this.#settings
    const passphrase = await readPassphrase(passphraseFile)
    const task = { place, passphrase, file: row.file, createdAt: row.startedAt.toISOString() }
    const run = (from: BackupTask['from']) => runBackup({ ...task, from }, this.#stopping.signal)
    if (database.url !== undefined) return run({ kind: 'postgres', url: database.url })
    const snapshot = await takeSnapshot(database, dataDir)
    return run({ kind: 'embedded', directory: snapshot.directory }).finally(snapshot.remove)
  }

  async #beat({ id }: BackupRow): Promise<void> {
    const { database, clock, log } = this.#domain
    await database.db
      .update(backups)
      .set({ heartbeatAt: clock.now() })
      .where(and(eq(backups.id, id), eq(backups.state, 'running')))
      .catch((error: unknown) => log.warn({ err: error }, 'The heartbeat of a backup could not be saved.'))
  }

  async #recordSuccess(row: BackupRow, made: { bytes: number; rows: number }): Promise<void> {
    const { database, clock, log } = this.#domain
    const endedAt = clock.now()
    await database.db.transaction(async (tx) => {
      await tx
        .update(backups)
        .set({ state: 'succeeded', endedAt, ...made })
        .where(ofAttempt(row))
      await closeBackupAlert(tx, this.#domain, endedAt)
    })
    log.info({ file: row.file, place: row.place, ...made }, 'A backup was made.')
  }

  async #recordFailure(row: BackupRow, error: unknown): Promise<void> {
    const { database, clock, log } = this.#domain
    const isPlain = error instanceof BackupError
    log.error(isPlain ? { problem: error.message } : { err: error }, 'A backup could not be made.')
    const problem = isPlain ? error.message : 'An unexpected error happened. See the log of the application.'
    const endedAt = clock.now()
    if (this.#stopping.signal.aborted) {
      // No alert: the next process makes the backup at once.
      const ended = { state: 'failed' as const, endedAt, heartbeatAt: new Date(0), problem }
      await database.db.update(backups).set(ended).where(ofAttempt(row))
      return
    }
    await database.db.transaction(async (tx) => {
      await tx.update(backups).set({ state: 'failed', endedAt, problem }).where(ofAttempt(row))
      await openBackupAlert(tx, this.#domain, { problem, at: endedAt })
    })
  }

  /** A backup that cannot be removed does not make the new one a failure. */
  async #removeOld(): Promise<void> {
    const { clock, log } = this.#domain
    try {
      const store = openStore(this.#settings.place)
      // A file with a time in the future is neither the newest one nor an old one.
      const latest = latestPlausible(clock.now())
      const found = (await store.list()).flatMap((file) => {
        const at = timeOfBackup(file)
        return at === null || at > latest ? [] : [{ file, at }]
      })
      const kept = keptTimes(
        found.map(({ at }) => at),
        this.#settings.retention,
      )
      for (const { file, at } of found) {
        if (kept.has(at.getTime())) continue
        await store.remove(file)
        log.info({ file }, 'The retention removed a backup.')
      }
    } catch (error) {
      log.warn({ err: error }, 'Old backups could not be removed.')
    }
  }
}

/** Another process may have taken the row over since. */
const ofAttempt = ({ id, attempts }: BackupRow) => and(eq(backups.id, id), eq(backups.attempts, attempts))
