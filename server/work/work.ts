import { and, eq, type SQL, sql } from 'drizzle-orm'
import { runStatement } from '#server/platform/database/index.ts'
import { announce } from './announce.ts'
import type { Claim, TimelineNote, Work, WorkContext } from './contract.ts'
import { operations } from './table.ts'
import { insertNotes } from './timeline.ts'

export const workOn = (context: WorkContext, claim: Claim): Work => ({
  ...claim,
  context,
  progress: { leasedAt: claim.operation.updatedAt, attempts: claim.operation.attempts, pendingNotes: [] },
})

/** Another worker took over, or a later request replaced the operation. Nothing more may be written. */
export class LeaseLost extends Error {
  override readonly name = 'LeaseLost'
  constructor(operationId: string) {
    super(`The lease on operation ${operationId} is lost.`)
  }
}

/** A timeline line that is written with the next step. */
export function noteStep(work: Work, entry: Omit<TimelineNote, 'at'>): void {
  work.progress.pendingNotes.push({ ...entry, at: work.context.clock.now() })
}

interface Step {
  readonly set?: Partial<typeof operations.$inferInsert>
  readonly notes?: readonly TimelineNote[]
  /** More writes. Each reads from `op`, which has the operation's row, or no row if the lease is lost. */
  readonly writes?: ReadonlyMap<string, SQL | { getSQL(): SQL }>
  /** Rows to lock before the operation. */
  readonly lock?: SQL
  /** The operation is no longer running after this step. */
  readonly concludes?: boolean
}

/**
 * The only way to write during a run: one statement that renews the lease and writes nothing if the lease is
 * lost. A worker that was suspended past its lease therefore does no harm when it resumes. Notes since the
 * previous step are written with it.
 * @throws {LeaseLost}
 */
export async function writeStep(work: Work, { notes = [], ...step }: Step): Promise<void> {
  const { progress } = work
  const pending = progress.pendingNotes.splice(0)
  try {
    await writeFenced(work, { ...step, notes: [...pending, ...notes] })
  } catch (error) {
    progress.pendingNotes.unshift(...pending)
    throw error
  }
}

/**
 * Does not write the pending notes. A renewal may run in parallel with the step that ends the run, find no
 * lease, and would lose the notes.
 * @throws {LeaseLost}
 */
export const renewLease = (work: Work): Promise<void> => writeFenced(work, {})

async function writeFenced(
  work: Work,
  { set = {}, notes = [], writes, lock, concludes = false }: Step,
): Promise<void> {
  const { context, operation, leaseToken, progress } = work
  const { clock, database, engine } = context
  const now = clock.now()
  const leaseUntil = new Date(now.getTime() + engine.leaseMs)
  const parts = new Map<string, SQL | { getSQL(): SQL }>()
  if (lock) parts.set('subject', lock)
  parts.set(
    'op',
    database.db
      .update(operations)
      .set({ leaseUntil, updatedAt: now, ...set })
      .where(
        and(
          eq(operations.id, operation.id),
          eq(operations.leaseToken, leaseToken),
          lock ? sql`exists (select 1 from subject)` : undefined,
        ),
      )
      .returning({ id: operations.id }),
  )
  if (notes.length > 0) parts.set('lines', insertNotes(sql`op`, notes))
  for (const [name, part] of writes ?? []) parts.set(name, part)
  const news = concludes ? announce(context, { concluded: operation.id }) : null
  const told = news ? sql`, (select ${news} from op) as told` : sql``
  const [row] = await runStatement(
    database.db,
    parts,
    sql`select (select count(*)::int from op) as written${told}`,
  )
  if (row?.written !== 1) throw new LeaseLost(operation.id)
  progress.leasedAt = now
  context.signals.changed(operation.id)
}
