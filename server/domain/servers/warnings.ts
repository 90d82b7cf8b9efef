import { desc, eq } from 'drizzle-orm'
import type { Queryable } from '#server/platform/database/index.ts'
import { reconciliations } from '../tables/reconciliations.ts'

type Run = Pick<
  typeof reconciliations.$inferSelect,
  'vanished' | 'believed' | 'braked' | 'confirmedAt' | 'onPanel' | 'strangers' | 'capacity'
>

/**
 * Returns the findings of the last reconciliation that staff must check, by server id, for all servers or
 * one.
 */
export async function readWarnings(db: Queryable, serverId?: string): Promise<Map<string, string>> {
  const runs = await db
    .selectDistinctOn([reconciliations.serverId])
    .from(reconciliations)
    .where(serverId === undefined ? undefined : eq(reconciliations.serverId, serverId))
    .orderBy(reconciliations.serverId, desc(reconciliations.startedAt), desc(reconciliations.id))
  return new Map(
    runs.flatMap((run) => {
      const warning = warningOf(run)
      return warning === null ? [] : [[run.serverId, warning] as const]
    }),
  )
}

function warningOf(run: Run): string | null {
  if (run.braked && run.confirmedAt === null)
    return `${run.vanished} of ${run.believed} accounts are missing from the panel. These findings are on hold until staff check the last reconciliation and confirm the number.`
  if (run.onPanel > run.capacity && run.strangers > 0)
    return `The panel has ${run.onPanel} accounts, and ${run.strangers} of them are not ours. The capacity entered here is ${run.capacity}.`
  return null
}
