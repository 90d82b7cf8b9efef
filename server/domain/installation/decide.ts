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
 * Staff confirm which installation is the primary one. The primary one continues under a new epoch, which
 * distinguishes its new markers from those of a clone. A clone stays on hold, and staff can change the
 * decision later.
 */
export async function decideInstallation(
  ctx: Context,
  { thisIs }: InstallationDecision,
): Promise<InstallationState> {
  return ctx.database.db.transaction(async (tx) => {
    const [row] = await tx.select().from(installation).for('update')
    if (!row) throw new Error('The installation row is missing.')
    if (row.standing === 'recognised')
      throw new Refusal(
        'wrong-state',
        'This installation is already confirmed as the primary one. No decision is needed.',
      )
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
