import { and, desc, eq, inArray } from 'drizzle-orm'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { type ServerRow, serverNotFound } from '../servers/index.ts'
import { reconciliationFindings, reconciliations } from '../tables/reconciliations.ts'
import { servers } from '../tables/servers.ts'
import { isBraked } from './brake.ts'
import type { Comparison } from './compare.ts'
import type { Draft } from './draft.ts'
import type { Observed } from './observe.ts'

const keptRuns = 50
const mostOfAKind = 200
const sampleSize = 50
const insertedAtOnce = 100

export interface Outcome {
  readonly server: ServerRow
  readonly startedBy: string
  readonly endedAt: Date
  readonly observed: Observed
  readonly comparison: Comparison
}

/**
 * Writes a run with its findings, and deletes the oldest of that server. @throws {Refusal} the server has
 * changed since
 */
export async function storeRun(tx: Queryable, outcome: Outcome): Promise<string> {
  const { server, observed, comparison } = outcome
  const [present] = await tx.select().from(servers).where(eq(servers.id, server.id))
  if (!present || present.removedAt !== null) throw serverNotFound()
  if (present.baseUrl !== server.baseUrl || present.apiKeyHash !== server.apiKeyHash)
    throw new Refusal(
      'wrong-state',
      'The address or key of this server has changed during the reconciliation. Start again.',
    )
  const kept = keep(comparison.drafts)
  const vanished = comparison.drafts.filter(({ kind }) => kind === 'gone').length
  const { believed, leftOut, strangers } = comparison
  const { listing } = observed.view
  const id = newId()
  await tx.insert(reconciliations).values({
    id,
    serverId: server.id,
    startedBy: outcome.startedBy,
    startedAt: observed.startedAt,
    endedAt: outcome.endedAt,
    complete: observed.complete,
    why: observed.why,
    believed,
    vanished,
    braked: isBraked({ vanished, believed }),
    onPanel: listing.accounts.length + listing.unclearIds.length,
    strangers: strangers.length,
    strangersSample: strangers.slice(0, sampleSize),
    capacity: present.capacity,
    leftOut,
    findingsLeftOut: comparison.drafts.length - kept.length,
    notes: [...observed.notes],
  })
  for (let from = 0; from < kept.length; from += insertedAtOnce)
    await tx.insert(reconciliationFindings).values(
      kept.slice(from, from + insertedAtOnce).map((draft) => ({
        ...draft,
        id: newId(),
        reconciliationId: id,
      })),
    )
  await prune(tx, server.id)
  return id
}

const order: readonly Draft['kind'][] = ['doubled', 'unknown-to-us', 'gone', 'drift']

const keep = (drafts: readonly Draft[]): Draft[] =>
  order.flatMap((kind) => drafts.filter((draft) => draft.kind === kind).slice(0, mostOfAKind))

async function prune(tx: Queryable, serverId: string): Promise<void> {
  const old = await tx
    .select({ id: reconciliations.id })
    .from(reconciliations)
    .where(eq(reconciliations.serverId, serverId))
    .orderBy(desc(reconciliations.startedAt), desc(reconciliations.id))
    .offset(keptRuns)
    .limit(keptRuns)
  if (old.length === 0) return
  const ids = old.map(({ id }) => id)
  await tx
    .delete(reconciliations)
    .where(and(eq(reconciliations.serverId, serverId), inArray(reconciliations.id, ids)))
}
