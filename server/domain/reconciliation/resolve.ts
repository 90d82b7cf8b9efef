import { and, eq, isNull } from 'drizzle-orm'
import { z } from 'zod'
import { isSettled } from '#contracts/operations/states.ts'
import type { ResolvedFinding } from '#contracts/reconciliation/schemas.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { isUniqueViolation, type Queryable } from '#server/platform/database/index.ts'
import { once, recall } from '#server/platform/idempotency/index.ts'
import { wake } from '#server/work/index.ts'
import { authorizeTermination } from '../access/index.ts'
import { lockAccount, operationUnderWay, readAccount } from '../accounts/index.ts'
import type { Context } from '../context.ts'
import { answerStarted } from '../hosting/index.ts'
import { reconciliationFindings, reconciliations } from '../tables/reconciliations.ts'
import { acts, heldByAnother } from './act.ts'
import { type Case, openCase, type Resolution } from './case.ts'
import { asRefusal } from './observe.ts'
import { readReconciliation, reconciliationNotFound } from './read.ts'
import { outdated, recheck } from './recheck.ts'

const refs = z.object({ accountId: z.string(), operationId: z.string().nullable() })
type Refs = z.infer<typeof refs>

/** 200: done, or the started operation has ended or needs attention. 202: it is in progress. */
export type Resolved = { status: 200; body: ResolvedFinding } | { status: 202; body: ResolvedFinding }

/**
 * Runs the action that staff chose for one finding. The panel is read again first. An outdated finding is
 * refused. Accounts are deleted only by an ordinary operation.
 * @throws {Refusal} finding-outdated, panel-unavailable, operation-under-way, wrong-state, invalid-body,
 * username-taken
 */
export async function resolveFinding(ctx: Context, request: Resolution): Promise<Resolved> {
  const { clock, database } = ctx
  const key = { request: ctx.idempotency, refs, clock }
  const earlier = await recall(database.db, key)
  if (earlier) return answer(ctx, request, earlier)
  if (request.action === 'terminate') authorizeTermination(ctx)
  const one = await openCase(ctx, request)
  const found = await recheck(one).catch((error: unknown) => {
    throw asRefusal(error)
  })
  const done = await database.db
    .transaction((tx) => once(tx, key, () => act(tx, one, found)))
    .catch((error: unknown) => {
      throw isUniqueViolation(error) ? heldByAnother(one.account) : error
    })
  if (done.operationId !== null) wake(ctx, one.account.serverId, done.operationId)
  return answer(ctx, request, done)
}

async function act(tx: Queryable, one: Case, found: PanelAccount | null): Promise<Refs> {
  const { ctx, action, finding, run } = one
  const at = ctx.clock.now()
  const { account, latest } = await lockAccount(tx, one.account.id)
  if (latest && !isSettled(latest.status)) throw operationUnderWay()
  if (account.updatedAt.getTime() !== one.account.updatedAt.getTime())
    throw outdated('The hosting account has changed since this comparison. Reload and try again.')
  const { operationId, after } = await acts[action]({ ...one, account, tx, at, latest }, found)
  const resolved = await tx
    .update(reconciliationFindings)
    .set({ resolvedAction: action, resolvedBy: ctx.actor.name, resolvedAt: at, operationId })
    .where(and(eq(reconciliationFindings.id, finding.id), isNull(reconciliationFindings.resolvedAt)))
    .returning({ id: reconciliationFindings.id })
  if (resolved.length === 0) throw outdated('Another staff user has just resolved this finding.')
  const { id: accountId } = account
  const before = Object.fromEntries(
    Object.keys(after).map((name) => [name, account[name as keyof typeof account]]),
  )
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'reconciliation.resolve',
    subject: { kind: 'hosting-account', id: accountId },
    before: withoutSecrets(before),
    after: { reconciliationId: run.id, finding: finding.kind, action, operationId, ...withoutSecrets(after) },
    requestId: ctx.requestId,
  })
  if (one.confirms) await confirm(tx, one, at)
  return { accountId, operationId }
}

const withoutSecrets = ({ passwordSealed: _, ...rest }: Readonly<Record<string, unknown>>) => rest

/** From now on, the findings of this run can be resolved individually. */
async function confirm(tx: Queryable, { ctx, run }: Case, at: Date): Promise<void> {
  await tx
    .update(reconciliations)
    .set({ confirmedBy: ctx.actor.name, confirmedAt: at })
    .where(and(eq(reconciliations.id, run.id), isNull(reconciliations.confirmedAt)))
  await recordAudit(tx, {
    at,
    actor: ctx.actor,
    action: 'reconciliation.confirm',
    subject: { kind: 'server', id: run.serverId },
    after: { reconciliationId: run.id, vanished: run.vanished, believed: run.believed },
    requestId: ctx.requestId,
  })
}

async function answer(ctx: Context, request: Resolution, done: Refs): Promise<Resolved> {
  const { db } = ctx.database
  const { accountId, operationId } = done
  const outcome = operationId === null ? null : (await answerStarted(ctx, { accountId, operationId })).body
  const { items, ...reconciliation } = await readReconciliation(db, request.id)
  const finding = items.find(({ id }) => id === request.findingId)
  if (!finding) throw reconciliationNotFound()
  const body: ResolvedFinding = {
    reconciliation,
    finding,
    ...(outcome ?? { account: await readAccount(db, accountId), operation: null }),
  }
  return body.operation && !isSettled(body.operation.status) ? { status: 202, body } : { status: 200, body }
}
