import { isNull, type SQL, sql } from 'drizzle-orm'
import { installation } from '#server/platform/installation/table.ts'
import type { QueueRules } from './contract.ts'
import { enginePauses } from './table.ts'

/** The reason of the pause of everything; "" without a reason, null while nothing is paused. */
export const pauseReason = sql<
  string | null
>`(select coalesce(${enginePauses.reason}, '') from ${enginePauses} where ${isNull(enginePauses.endedAt)})`

export const nothingPaused = sql`not exists (select 1 from ${enginePauses} where ${isNull(enginePauses.endedAt)})`

/**
 * The code of what holds an operation, or null: the one rule, read by claims, sweeps, lists and waiting calls. What
 * holds it is stored with the queue and the installation, never with the operation, so a hold that ends needs to
 * change no operation, and none can be forgotten.
 */
export const holdCodeOf = ({ holdCode }: Pick<QueueRules, 'holdCode'>): SQL<string | null> => sql`case
  when exists (select 1 from ${installation} where ${installation.standing} <> 'recognised') then 'installation-held'
  when ${pauseReason} is not null then 'engine-paused'
  else ${holdCode} end`
