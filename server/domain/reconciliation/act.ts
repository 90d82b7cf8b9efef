import { and, eq, ne, or } from 'drizzle-orm'
import type { FindingAction } from '#contracts/reconciliation/schemas.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { Refusal } from '#server/platform/errors/index.ts'
import { note, supersede, transitionOperation } from '#server/work/index.ts'
import {
  type AccountChange,
  type AccountRow,
  lockOperation,
  type OperationRow,
  startAccountOperation,
  transitionAccount,
} from '../accounts/index.ts'
import { earliestDeletion, quarantineEndOf } from '../hosting/index.ts'
import { lockServer } from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import type { Case } from './case.ts'

/** The account's row is locked, and no operation on it is in progress. */
export interface Act extends Case {
  readonly tx: Queryable
  readonly at: Date
  /** The account's latest operation. If it is open, it needs attention. */
  readonly latest: OperationRow | null
}

type Acted = { readonly operationId: string | null; readonly after: AccountChange }

/**
 * The changes that are written, each in the caller's transaction. `found` was read from the panel immediately
 * before.
 */
export const acts: Record<FindingAction, (act: Act, found: PanelAccount | null) => Promise<Acted>> = {
  adopt,
  terminate,
  'mark-gone': markGone,
  're-apply': reApply,
  accept,
}

async function adopt(act: Act, found: PanelAccount | null): Promise<Acted> {
  const { tx, account, finding, ctx } = act
  const there = mustHave(found)
  const { id, suspended } = there
  const isMoved = finding.kind === 'gone'
  await endOpen(act, 'create')
  await lockServer(tx, account.serverId)
  await displace(act, there)
  const keepsStatus = isMoved && account.status !== 'terminating'
  const after: AccountChange = {
    status: keepsStatus ? account.status : suspended ? 'suspended' : 'active',
    panelUserId: id,
    verified: true,
    holdsSlot: true,
    quarantinedUntil: null,
    passwordSealed: null,
    // It is not known which attempt created the account, and therefore which password it has.
    ...(isMoved ? {} : { passwordSetByUs: false }),
  }
  await change(act, after)
  await writeLine(
    act,
    'operation.adopted',
    `${ctx.actor.name} adopted NextPanel User ID ${id}, which has our reference.`,
  )
  return { operationId: null, after }
}

async function terminate(act: Act, found: PanelAccount | null): Promise<Acted> {
  const { tx, ctx, account, latest } = act
  const there = mustHave(found)
  const settled = latest ? await supersede(tx, ctx, latest) : undefined
  const notBefore = earliestDeletion(ctx, { panelUserId: there.id }, settled)
  await lockServer(tx, account.serverId)
  await displace(act, there)
  const after: AccountChange = {
    status: 'terminating',
    panelUserId: there.id,
    verified: true,
    holdsSlot: account.holdsSlot || (await isFree(act)),
  }
  await change(act, after)
  const operationId = await startAccountOperation(tx, ctx, account, {
    kind: 'terminate',
    message: `Terminate "${account.username}", created after the timeout as account ${there.id}, requested by ${ctx.actor.name}.${notBefore ? ` Nothing is deleted before ${notBefore.toISOString()}.` : ''}`,
    ...(notBefore ? { notBefore } : {}),
  })
  return { operationId, after }
}

async function markGone(act: Act): Promise<Acted> {
  const { tx, ctx, account } = act
  await endOpen(act, 'terminate')
  const quarantinedUntil = await quarantineEndOf(tx, ctx, account.id)
  const after: AccountChange = {
    status: 'terminated',
    holdsSlot: quarantinedUntil !== null,
    quarantinedUntil,
    suspendReasons: [],
    passwordSealed: null,
  }
  await change(act, after)
  await writeLine(
    act,
    'account.gone',
    `${ctx.actor.name} marked the account as gone. A new check confirmed that the panel does not have it.`,
  )
  return { operationId: null, after }
}

async function reApply({ tx, ctx, account }: Act): Promise<Acted> {
  const kind = account.status === 'suspended' ? 'suspend' : 'unsuspend'
  const reason = account.suspendReasons.at(-1) ?? 'staff'
  const operationId = await startAccountOperation(tx, ctx, account, {
    kind,
    input: kind === 'suspend' ? { reason } : {},
    message: `Set "${account.username}" to ${account.status} on the panel again, requested by ${ctx.actor.name}.`,
  })
  return { operationId, after: {} }
}

async function accept(act: Act): Promise<Acted> {
  const { tx, account, finding, ctx } = act
  const told = finding.onPanel ?? ''
  if (finding.field !== 'suspended') await lockServer(tx, account.serverId)
  const after: AccountChange =
    finding.field === 'username'
      ? { username: told }
      : finding.field === 'email'
        ? { email: told }
        : told === 'suspended'
          ? { status: 'suspended', suspendReasons: ['staff'] }
          : { status: 'active', suspendReasons: [] }
  await change(act, after)
  await writeLine(
    act,
    'account.accepted',
    `${ctx.actor.name} accepted the panel’s value: ${finding.field} ${told}.`,
  )
  return { operationId: null, after }
}

function mustHave(found: PanelAccount | null): PanelAccount {
  if (!found) throw new Error('There is no account on the panel for this action.')
  return found
}

const change = ({ tx, at, account }: Act, set: AccountChange): Promise<void> =>
  transitionAccount(tx, account.id, set, { at })

/** Ends an operation that needs attention: as succeeded if this is what it wanted, otherwise as cancelled. */
async function endOpen(act: Act, fulfilled: OperationRow['kind']): Promise<void> {
  const { tx, at, latest } = act
  if (latest?.status !== 'needs-person') return
  const { kind } = await lockOperation(tx, latest.id)
  await transitionOperation(tx, latest.id, { to: kind === fulfilled ? 'succeeded' : 'cancelled', at })
}

/**
 * Written to the timeline of the latest operation, because readers look there first for the account's
 * history.
 */
async function writeLine({ tx, at, latest }: Act, event: string, message: string): Promise<void> {
  if (latest) await note(tx, latest.id, at, { event, message })
}

/**
 * The account has our marker. Because ids started again after a restore, another row that holds its id is
 * wrong.
 */
async function displace({ tx, at, account, ctx }: Act, found: PanelAccount): Promise<void> {
  if (found.marker !== account.marker) return
  const displaced = await tx
    .update(hostingAccounts)
    .set({ panelUserId: null, verified: false, updatedAt: at })
    .where(
      and(
        eq(hostingAccounts.serverId, account.serverId),
        eq(hostingAccounts.panelUserId, found.id),
        ne(hostingAccounts.id, account.id),
        hostingAccounts.holdsSlot,
      ),
    )
    .returning({ id: hostingAccounts.id })
  for (const { id } of displaced)
    await recordAudit(tx, {
      at,
      actor: ctx.actor,
      action: 'hosting-account.lose-id',
      subject: { kind: 'hosting-account', id },
      before: { panelUserId: found.id },
      after: { panelUserId: null },
      requestId: ctx.requestId,
    })
}

async function isFree({ tx, account }: Act): Promise<boolean> {
  const holders = await tx
    .select({ id: hostingAccounts.id })
    .from(hostingAccounts)
    .where(
      and(
        eq(hostingAccounts.serverId, account.serverId),
        hostingAccounts.holdsSlot,
        or(eq(hostingAccounts.username, account.username), eq(hostingAccounts.email, account.email)),
      ),
    )
    .limit(1)
  return holders.length === 0
}

/** A username or email of ours is an obstacle. */
export const heldByAnother = (account: Pick<AccountRow, 'username'>) =>
  new Refusal(
    'username-taken',
    `Another hosting account on this server now has the username or email of "${account.username}". Resolve that one first.`,
  )
