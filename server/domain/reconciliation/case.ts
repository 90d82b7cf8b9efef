import { and, desc, eq } from 'drizzle-orm'
import type { FindingAction } from '#contracts/reconciliation/schemas.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { AccountRow } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { type ServerRow, serverNotFound } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { reconciliationFindings, reconciliations } from '../tables/reconciliations.ts'
import { servers } from '../tables/servers.ts'
import { type FindingRow, isHeld, type RunRow, reconciliationNotFound } from './read.ts'

/** One finding, and the action that staff chose. */
export interface Case {
  readonly ctx: Context
  readonly action: FindingAction
  readonly run: RunRow
  readonly finding: FindingRow
  /** The row before the panel was read. A write must find it unchanged. */
  readonly account: AccountRow
  readonly server: ServerRow
  /** Staff have just confirmed the number of missing accounts. */
  readonly confirms: boolean
}

export interface Resolution {
  /** Id of the reconciliation. */
  readonly id: string
  readonly findingId: string
  readonly action: FindingAction
  readonly confirm?: number | undefined
}

/**
 * @throws {Refusal} not-found; wrong-state if the action is no longer offered; invalid-body if the brake
 * holds it
 */
export async function openCase(ctx: Context, request: Resolution): Promise<Case> {
  const { db } = ctx.database
  const { action } = request
  const [row] = await db
    .select({
      run: reconciliations,
      finding: reconciliationFindings,
      account: hostingAccounts,
      server: servers,
    })
    .from(reconciliationFindings)
    .innerJoin(reconciliations, eq(reconciliations.id, reconciliationFindings.reconciliationId))
    .innerJoin(servers, eq(servers.id, reconciliations.serverId))
    .leftJoin(hostingAccounts, eq(hostingAccounts.id, reconciliationFindings.accountId))
    .where(and(eq(reconciliationFindings.id, request.findingId), eq(reconciliations.id, request.id)))
  if (!row) throw reconciliationNotFound()
  const { run, finding, account, server } = row
  if (server.removedAt !== null) throw serverNotFound()
  if (finding.resolvedAt !== null)
    throw new Refusal(
      'wrong-state',
      `This finding was already resolved by ${finding.resolvedBy ?? 'another staff user'}.`,
    )
  const [latest] = await db
    .select({ id: reconciliations.id })
    .from(reconciliations)
    .where(eq(reconciliations.serverId, run.serverId))
    .orderBy(desc(reconciliations.startedAt), desc(reconciliations.id))
    .limit(1)
  if (latest?.id !== run.id)
    throw new Refusal(
      'wrong-state',
      'A later reconciliation of this server exists. Resolve its findings instead.',
    )
  if (!account || !finding.actions.includes(action))
    throw new Refusal(
      'wrong-state',
      `"${action}" is not available for this finding. ${finding.actions.length > 0 ? `Available actions: ${finding.actions.join(', ')}.` : finding.remedy}`,
    )
  const isBelieved = ['active', 'suspended', 'terminating'].includes(account.status)
  if (isBelieved !== (finding.kind !== 'unknown-to-us') && account.status !== 'terminating')
    throw new Refusal(
      'finding-outdated',
      `"${account.username}" is now ${account.status}. Nothing was changed. Reconcile the server again.`,
    )
  const confirms = isHeld(run, finding)
  if (confirms && request.confirm !== run.vanished)
    throw fieldRefusal(
      'invalid-body',
      'confirm',
      request.confirm === undefined ? 'required' : 'does-not-match',
      `${run.vanished} of ${run.believed} accounts are missing at once. Usually the server was restored from a backup, or its address is wrong. If the accounts are really gone, set confirm to ${run.vanished}.`,
    )
  return { ctx, action, run, finding, account, server, confirms }
}
