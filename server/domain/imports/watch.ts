import type { ById } from '#contracts/call.ts'
import type { ImportDetails } from '#contracts/imports/schemas.ts'
import type { Database } from '#server/platform/database/index.ts'
import type { Context } from '../context.ts'
import { getImport } from './read.ts'
import { findImport, type ImportRecord } from './store.ts'

const readAgainMs = 1000

/** Yields the import now and after every change. Ends when it has ended. */
export async function* watchImport(
  ctx: Context,
  { id }: ById,
  read: typeof getImport = getImport,
): AsyncGenerator<ImportDetails, void> {
  const { signal } = ctx
  const shared = enter(ctx.database, id)
  try {
    let seen = ''
    while (!signal?.aborted && !ctx.signals.closed) {
      const changed = ctx.signals.next('changed', id, readAgainMs, signal)
      const row = await findImport(ctx.database.db, id)
      const { version, details } = await shared.readOnce(factsOf(row), () => read(ctx, { id }))
      if (version !== seen) {
        seen = version
        yield details
      }
      const { status, counts } = row
      if (status === 'finished' || (status === 'cancelled' && counts.running === counts.waiting)) return
      await changed
    }
  } finally {
    leave(ctx.database, id)
  }
}

/** Its rows change with its counts. Without a change, grouping the problems of all rows again would show nothing new. */
const factsOf = ({ leaseToken, leaseUntil, ...facts }: ImportRecord): string => JSON.stringify(facts)

interface Version {
  /** The details as text, to compare. */
  readonly version: string
  readonly details: ImportDetails
}

/** The last details of one import, which all viewers in this process share. They contain nothing of a viewer. */
class SharedDetails {
  viewers = 0
  #facts = ''
  #read: Promise<Version> | null = null

  /** Reads the details once for each change of `facts`. A failed read is not kept. */
  readOnce(facts: string, read: () => Promise<ImportDetails>): Promise<Version> {
    if (this.#read && facts === this.#facts) return this.#read
    const reading = read().then((details) => ({ version: JSON.stringify(details), details }))
    this.#facts = facts
    this.#read = reading
    reading.catch(() => {
      if (this.#read === reading) this.#read = null
    })
    return reading
  }
}

const watched = new WeakMap<Database, Map<string, SharedDetails>>()

function enter(database: Database, id: string): SharedDetails {
  const ofDatabase = watched.get(database) ?? new Map<string, SharedDetails>()
  watched.set(database, ofDatabase)
  const shared = ofDatabase.get(id) ?? new SharedDetails()
  ofDatabase.set(id, shared)
  shared.viewers += 1
  return shared
}

function leave(database: Database, id: string): void {
  const shared = watched.get(database)?.get(id)
  if (!shared) return
  shared.viewers -= 1
  if (shared.viewers === 0) watched.get(database)?.delete(id)
}
