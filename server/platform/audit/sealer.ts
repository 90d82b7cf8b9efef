import { sql } from 'drizzle-orm'
import { type Database, type Db, rowsOf, type Tx } from '#server/platform/database/index.ts'
import { type AuditKey, auditContent, chainStart } from './chain.ts'
import { auditSeals } from './table.ts'

/** Any number works if all processes use the same one. */
const sealingLock = 7_303_014_002
const entriesAtOnce = 500

/** The newest entry of the chain. */
export interface AuditHead {
  readonly entryId: number
  readonly hash: string
}

/**
 * Adds entries to the hash chain in the order of their ids. It runs apart from the transactions that write
 * entries, so those neither wait for each other nor run another statement.
 * An id is final if no transaction that may still commit or abandon it is running. Each such transaction holds a
 * lock on the table, so the sealer waits until the locks that it saw are released. Transactions that begin later
 * get higher ids.
 */
export class AuditSealer {
  readonly #db: Db
  readonly #key: AuditKey
  #waiting: { upTo: number; writers: ReadonlySet<string> } | null = null

  constructor({ db }: Pick<Database, 'db'>, key: AuditKey) {
    this.#db = db
    this.#key = key
  }

  /**
   * Seals the entries whose ids are final. Only one process seals at a time.
   * @param mostBatches of 500 entries
   * @returns the new head, or null if no entry was sealed
   */
  async seal(mostBatches = 20): Promise<AuditHead | null> {
    const upTo = await this.#finalId()
    let head: AuditHead | null = null
    for (let batch = 0; batch < mostBatches; batch += 1) {
      const sealed = await this.#db.transaction((tx) => this.#sealBatch(tx, upTo))
      if (sealed === null) break
      head = sealed
    }
    return head
  }

  async #finalId(): Promise<number> {
    // In this order: a transaction that took an id before this read shows its lock in the next one.
    const newest = await this.#newestId()
    const writers = await this.#runningWriters()
    if (writers.size === 0) {
      this.#waiting = null
      return newest
    }
    const waiting = this.#waiting
    if (waiting !== null && ![...waiting.writers].some((writer) => writers.has(writer))) {
      this.#waiting = { upTo: newest, writers }
      return waiting.upTo
    }
    this.#waiting ??= { upTo: newest, writers }
    return 0
  }

  async #newestId(): Promise<number> {
    const [row] = rowsOf(await this.#db.execute(sql`select max(id) as id from audit_entries`))
    return Number(row?.id ?? 0)
  }

  async #runningWriters(): Promise<ReadonlySet<string>> {
    const found = await this.#db.execute(sql`
      select virtualtransaction as writer from pg_locks
      where relation = 'audit_entries'::regclass and mode = 'RowExclusiveLock' and pid is distinct from pg_backend_pid()
        and database = (select oid from pg_database where datname = current_database())`)
    return new Set(rowsOf(found).map(({ writer }) => String(writer)))
  }

  async #sealBatch(tx: Tx, upTo: number): Promise<AuditHead | null> {
    const [lock] = rowsOf(await tx.execute(sql`select pg_try_advisory_xact_lock(${sealingLock}) as taken`))
    if (lock?.taken !== true) return null
    const head = await headOf(tx)
    const found = await tx.execute(sql`
      select e.id, ${auditContent} as content from audit_entries e
      where e.id > ${head?.entryId ?? 0} and e.id <= ${upTo} order by e.id limit ${entriesAtOnce}`)
    let previous = head?.hash ?? chainStart
    const seals = rowsOf(found).map(({ id, content }) => {
      previous = this.#key.hash(previous, String(content))
      return { entryId: Number(id), hash: previous, keyId: this.#key.id }
    })
    const last = seals.at(-1)
    if (!last) return null
    await tx.insert(auditSeals).values(seals)
    return last
  }
}

/** Returns the newest entry of the chain, or null if there is none. */
export async function headOf(db: Db | Tx): Promise<AuditHead | null> {
  const [row] = rowsOf(
    await db.execute(sql`select entry_id, hash from audit_seals order by entry_id desc limit 1`),
  )
  return row ? { entryId: Number(row.entry_id), hash: String(row.hash) } : null
}

/** Returns whether the chain contains this head: nothing before it was removed or replaced. */
export async function chainContains(db: Db | Tx, head: AuditHead): Promise<boolean> {
  const found = await db.execute(
    sql`select 1 from audit_seals where entry_id = ${head.entryId} and hash = ${head.hash}`,
  )
  return rowsOf(found).length > 0
}
