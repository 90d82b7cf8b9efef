import type { InstallationDecision, InstallationState } from '#contracts/installation/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { installation } from '#server/platform/installation/table.ts'
import type { Context } from '../context.ts'

type Row = typeof installation.$inferSelect

const present = ({ id, standing, standingSince }: Row): InstallationState => ({
  id,
  standing,
  since: standingSince?.toISOString() ?? null,
})

export async function getInstallation(ctx: Context): Promise<InstallationState> {
  const [row] = await ctx.database.db.select().from(installation)
  if (!row) throw new Error('The installation row is missing.')
  return present(row)
}

/**
 * A person says which copy this is. The real one goes on, under a new epoch: what it makes from now on is told apart
 * from what the other copy may make. A copy stays held, and can still be asked again.
 */
export async function decideInstallation(
  ctx: Context,
  { thisIs }: InstallationDecision,
): Promise<InstallationState> {
  return ctx.database.db.transaction(async (tx) => {
    const [row] = await tx.select().from(installation).for('update')
    if (!row) throw new Error('The installation row is missing.')
    if (row.standing === 'recognised')
      throw new Refusal('wrong-state', 'This installation is recognised already: there is nothing to decide.')
    const at = ctx.clock.now()
    const real = thisIs === 'the-real-one'
    const [decided] = await tx
      .update(installation)
      .set(
        real
          ? { standing: 'recognised', standingSince: null, epoch: row.epoch + 1 }
          : { standing: 'copy', standingSince: at },
      )
      .returning()
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'installation.decide',
      subject: { kind: 'installation', id: row.id },
      before: { standing: row.standing },
      after: { thisIs },
      requestId: ctx.requestId,
    })
    return present(decided ?? row)
  })
}
