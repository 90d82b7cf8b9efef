import { inArray } from 'drizzle-orm'
import { users } from '#server/platform/auth/table.ts'
import type { Clock } from '#server/platform/clock/index.ts'
import type { Database } from '#server/platform/database/index.ts'
import type { Log } from '#server/platform/log/index.ts'
import type { Keyring } from '#server/platform/secrets/index.ts'
import { type AuditActor, type AuditEntry, auditRow } from './record.ts'
import { auditEntries } from './table.ts'

/** Interval at which refusals are written, one entry for each kind, caller and address. */
export const refusalsEveryMs = 60_000
/** Different refusals that are counted separately in one interval. About 1 MB. */
const mostTracked = 2_000
/** Entries of one interval. A flood from many addresses must not fill the database. */
const mostWritten = 20

export interface RefusedRequest {
  readonly action: 'sign-in.refuse' | 'limit.reach' | 'access.refuse' | 'password.refuse' | 'code.refuse'
  /** Code of the refusal. */
  readonly code: string
  /** Null: not signed in. */
  readonly actor: AuditActor | null
  readonly address: string
  /** The login that was typed. It may be a password in the wrong field, so it is never written. */
  readonly login?: string | undefined
  /** Method and path. */
  readonly request: string
}

interface Tracked extends RefusedRequest {
  attempts: number
  readonly firstAt: Date
}

const caller: AuditActor = { kind: 'caller', name: 'Not signed in' }

/**
 * Records refused requests in the audit log and in the process log. A refusal costs one entry of a map. The
 * entries are counted and written once a minute, so a flood adds a bounded number of rows. Refusals of the last
 * interval are lost if the process is killed.
 */
export class RefusalLog {
  readonly #options: {
    readonly database: Database
    readonly keyring: Keyring
    readonly clock: Clock
    readonly log: Log
    readonly installationId: string
  }
  #tracked = new Map<string, Tracked>()
  #untracked = 0

  constructor(options: {
    database: Database
    keyring: Keyring
    clock: Clock
    log: Log
    installationId: string
  }) {
    this.#options = options
  }

  note(request: RefusedRequest): void {
    const { action, code, actor, address, login } = request
    const key = [action, code, address, actor?.userId ?? '', login?.toLowerCase() ?? ''].join('\n')
    const known = this.#tracked.get(key)
    if (known) known.attempts += 1
    else if (this.#tracked.size >= mostTracked) this.#untracked += 1
    else this.#tracked.set(key, { ...request, attempts: 1, firstAt: this.#options.clock.now() })
  }

  /** Writes the refusals since the last call: the most frequent ones each, the others as one entry. */
  async write(): Promise<void> {
    const tracked = [...this.#tracked.values()].toSorted((a, b) => b.attempts - a.attempts)
    const untracked = this.#untracked
    this.#tracked = new Map()
    this.#untracked = 0
    if (tracked.length === 0) return
    const written = tracked.slice(0, mostWritten)
    const rest = tracked.slice(mostWritten)
    const userIds = await this.#usersOf(written)
    const entries = written.map((each) => this.#entryOf(each, userIds))
    if (rest.length > 0) entries.push(this.#summaryOf(rest, untracked))
    await this.#options.database.db.insert(auditEntries).values(entries.map(auditRow))
    for (const { action, address, actor, subject, after } of entries)
      this.#options.log.warn({ action, address, userId: actor.userId, subject, ...after }, 'refused requests')
  }

  /** The ids of the users whose login was typed, by login. */
  async #usersOf(written: readonly Tracked[]): Promise<ReadonlyMap<string, string>> {
    const logins = [...new Set(written.flatMap(({ login }) => (login ? [login.toLowerCase()] : [])))]
    if (logins.length === 0) return new Map()
    const found = await this.#options.database.db
      .select({ id: users.id, email: users.email })
      .from(users)
      .where(inArray(users.email, logins))
    return new Map(found.map(({ id, email }) => [email, id]))
  }

  #entryOf(
    { action, code, actor, address, login, request, attempts, firstAt }: Tracked,
    userIds: ReadonlyMap<string, string>,
  ): AuditEntry {
    const { clock, keyring, installationId } = this.#options
    const typed = login?.toLowerCase()
    const userId = actor?.userId ?? (typed === undefined ? undefined : userIds.get(typed))
    const unknownLogin =
      typed === undefined || userId !== undefined
        ? {}
        : { unknownLogin: keyring.mac('audit.login', typed).slice(0, 16) }
    return {
      at: clock.now(),
      actor: actor ?? caller,
      action,
      subject:
        userId === undefined ? { kind: 'installation', id: installationId } : { kind: 'login', id: userId },
      after: { code, attempts, firstAt: firstAt.toISOString(), request, ...unknownLogin },
      requestId: null,
      address,
    }
  }

  #summaryOf(rest: readonly Tracked[], untracked: number): AuditEntry {
    const { clock, installationId } = this.#options
    return {
      at: clock.now(),
      actor: caller,
      action: 'access.refuse-many',
      subject: { kind: 'installation', id: installationId },
      after: {
        attempts: rest.reduce((sum, { attempts }) => sum + attempts, untracked),
        addresses: new Set(rest.map(({ address }) => address)).size,
      },
      requestId: null,
    }
  }
}
