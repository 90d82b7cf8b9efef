import { isNull, type SQL, sql } from 'drizzle-orm'
import { installation } from '#server/platform/installation/table.ts'
import type { QueueRules } from './contract.ts'
import { enginePauses } from './table.ts'

/** The reason for the pause of all operations. "" without a reason, null if there is no pause. */
export const pauseReason = sql<
  string | null
>`(select coalesce(${enginePauses.reason}, '') from ${enginePauses} where ${isNull(enginePauses.endedAt)})`

export const nothingPaused = sql`not exists (select 1 from ${enginePauses} where ${isNull(enginePauses.endedAt)})`

/**
 * Returns the SQL for the code of an operation's hold, or null. Claims, sweeps, lists and waiting calls use
 * this one rule. A hold is stored with the queue and the installation, never with the operation, so the end
 * of a hold changes no operation.
 */
export const holdCodeOf = ({ holdCode }: Pick<QueueRules, 'holdCode'>): SQL<string | null> => sql`case
  when exists (select 1 from ${installation} where ${installation.standing} <> 'recognised') then 'installation-held'
  when ${pauseReason} is not null then 'engine-paused'
  else ${holdCode} end`
