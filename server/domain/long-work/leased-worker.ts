import { setTimeout as delay, setImmediate as otherWork } from 'node:timers/promises'
import { type SQL, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { newId } from '#server/platform/clock/index.ts'
import { rowsOf } from '#server/platform/database/index.ts'
import { clockToleranceMs } from '#server/work/index.ts'
import type { Domain } from '../context.ts'

/** How often each process looks for long work. */
export const longWorkTickMs = 500
/**
 * Renewed at each step. It is short, so that work continues soon after its process was killed. Two workers at once do no
 * harm: each row is claimed in the statement that writes it.
 */
const leaseMs = 5_000
const takenAtOnce = 4
/** A failing database or panel does not make the loop spin. */
const afterFaultMs = 2000

/** The work of one worker on one row. It has the lease `token`: a write must check it. */
export interface Pass {
  /** @returns whether there is more to do */
  step(id: string, token: string): Promise<boolean>
  /** Before the lease is released: waits for what a step left under way. */
  end?(): Promise<void>
}

/** A kind of long work. */
export interface LongWork {
  /** For the log: "An import". */
  readonly name: string
  /** Has the columns id, lease_token, lease_until and created_at. */
  readonly table: PgTable
  /** Over a row of the table. */
  readonly hasWork: SQL | undefined
  readonly begin: (domain: Domain) => Pass
}

/**
 * Works on long work in this process. Each row of the table has a lease, so that one process works on it, and another
 * continues if this one dies.
 */
export class LeasedWorker {
  readonly #domain: Domain
  readonly #kind: LongWork
  readonly #working = new Map<string, Promise<void>>()
  #stopping = false

  constructor(domain: Domain, kind: LongWork) {
    this.#domain = domain
    this.#kind = kind
  }

  /** Takes rows that have work and no worker. Returns before the work is done. */
  async take(): Promise<void> {
    const { table, hasWork } = this.#kind
    const due = await this.#domain.database.db.execute(
      sql`select id from ${table} where ${hasWork} and ${this.#isFree()} order by created_at limit ${takenAtOnce}`,
    )
    for (const { id } of rowsOf(due)) {
      if (typeof id !== 'string' || this.#stopping || this.#working.has(id)) continue
      const work = this.#work(id)
        .catch((error: unknown) =>
          this.#domain.log.error(
            { err: error, id },
            `${this.#kind.name} was not started. It will be retried.`,
          ),
        )
        .finally(() => this.#working.delete(id))
      this.#working.set(id, work)
    }
  }

  /** Ends after the step that has begun. */
  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#working.values())
  }

  /** Resolves when nothing in this process has work. For tests. */
  async idle(): Promise<void> {
    await this.take()
    while (this.#working.size > 0) await Promise.all(this.#working.values())
  }

  #isFree(): SQL {
    const now = this.#domain.clock.now().getTime()
    // Later than any lease: the clock was set back since.
    const tooFar = new Date(now + leaseMs + clockToleranceMs).toISOString()
    return sql`(lease_until is null or lease_until < ${new Date(now).toISOString()}::timestamptz or lease_until > ${tooFar}::timestamptz)`
  }

  async #work(id: string): Promise<void> {
    const token = newId()
    const { log } = this.#domain
    const { table, name, begin, hasWork } = this.#kind
    if (!(await this.#lease(id, token, sql`${hasWork} and ${this.#isFree()}`))) return
    const pass = begin(this.#domain)
    while (!this.#stopping) {
      try {
        await otherWork()
        const isMine = await this.#lease(id, token, sql`lease_token = ${token}::uuid`)
        if (!isMine || !(await pass.step(id, token))) break
      } catch (error) {
        log.error({ err: error, id }, `${name} could not continue. It will be retried.`)
        await delay(afterFaultMs, undefined, { ref: false })
      }
    }
    await pass
      .end?.()
      .catch((error: unknown) => log.error({ err: error, id }, `${name} did not complete its last rows.`))
    await this.#domain.database.db
      .execute(
        sql`update ${table} set lease_token = null, lease_until = null where id = ${id}::uuid and lease_token = ${token}::uuid`,
      )
      .catch((error: unknown) => log.warn({ err: error, id }, `${name} keeps its lease until it expires.`))
  }

  /** @returns false if the condition does not hold: another process has it now */
  async #lease(id: string, token: string, where: SQL): Promise<boolean> {
    const until = new Date(this.#domain.clock.now().getTime() + leaseMs).toISOString()
    const taken = await this.#domain.database.db.execute(sql`
      update ${this.#kind.table} set lease_token = ${token}::uuid, lease_until = ${until}::timestamptz
      where id = ${id}::uuid and ${where} returning id`)
    return rowsOf(taken).length === 1
  }
}
