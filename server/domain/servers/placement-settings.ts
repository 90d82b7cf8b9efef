import { sql } from 'drizzle-orm'
import type { PlacementChange, PlacementPolicy, PlacementSettings } from '#contracts/servers/placement.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Context } from '../context.ts'
import { placementSettings } from '../tables/placement-settings.ts'
import { serversChanged } from './signal.ts'

export const defaultPolicy: PlacementPolicy = 'least-utilized'

/** As a column of another statement, so that a choice needs no statement more. */
export const policyColumn = sql<PlacementPolicy>`coalesce((select ${placementSettings.policy} from ${placementSettings}), ${defaultPolicy})`

export async function getPlacementSettings({
  database,
}: Pick<Context, 'database'>): Promise<PlacementSettings> {
  const [row] = await database.db.select().from(placementSettings)
  return { policy: row?.policy ?? defaultPolicy, updatedAt: row?.updatedAt.toISOString() ?? null }
}

/** Sets the policy of the next automatic choices. Accounts that exist stay where they are. */
export async function changePlacementSettings(
  ctx: Context,
  { policy }: PlacementChange,
): Promise<PlacementSettings> {
  const at = ctx.clock.now()
  await ctx.database.db.transaction(async (tx) => {
    const [before] = await tx.select().from(placementSettings).for('update')
    await tx
      .insert(placementSettings)
      .values({ policy, updatedAt: at })
      .onConflictDoUpdate({ target: placementSettings.only, set: { policy, updatedAt: at } })
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'placement.change',
      subject: { kind: 'installation', id: ctx.installation.id },
      before: { policy: before?.policy ?? defaultPolicy },
      after: { policy },
      requestId: ctx.requestId,
    })
  })
  serversChanged(ctx)
  return getPlacementSettings(ctx)
}
