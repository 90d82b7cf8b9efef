import type { BillingRun, BillingRunRequest } from '#contracts/billing/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Context } from '../context.ts'
import { runBilling } from './run.ts'

/** Runs the invoice run for staff, with an audit entry. A dry run has none. */
export async function runBillingNow(ctx: Context, request: BillingRunRequest): Promise<BillingRun> {
  const run = await runBilling(ctx, request, ctx.actor)
  if (run.id !== null)
    await recordAudit(ctx.database.db, {
      at: ctx.clock.now(),
      actor: ctx.actor,
      action: 'billing.run',
      subject: { kind: 'billing-run', id: run.id },
      after: { asOf: run.asOf, ...run.counts },
      requestId: ctx.requestId,
    })
  return run
}
