import { and, eq, inArray, type SQL } from 'drizzle-orm'
import {
  type HostingAccountStatus,
  holdsSlot,
  hostingAccountStatusesBefore,
} from '#contracts/hosting/states.ts'
import { type AuditEntry, recordAudit } from '#server/platform/audit/index.ts'
import type { Db, Queryable } from '#server/platform/database/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

type Columns = typeof hostingAccounts.$inferInsert

/** A change of an account. The slot follows from the status. */
export type AccountChange = Partial<
  Pick<
    Columns,
    | 'panelUserId'
    | 'verified'
    | 'suspendReasons'
    | 'passwordSealed'
    | 'passwordExpiresAt'
    | 'passwordSetByUs'
    | 'quarantinedUntil'
    | 'username'
    | 'email'
  >
> & {
  readonly status?: HostingAccountStatus
  /** Whether a create may have created it on the panel. If so, a conflict keeps its slot. */
  readonly mayExist?: boolean
  /**
   * Only for an account whose slot does not follow from its status, for example one that is terminated again.
   */
  readonly holdsSlot?: boolean
}

/** Returns the columns of a change, with the slot that follows from it. */
export function columnsOf({ mayExist = false, ...change }: AccountChange): Partial<Columns> {
  const slot =
    change.status === undefined
      ? undefined
      : holdsSlot(change.status, { mayExist, quarantined: change.quarantinedUntil != null })
  return { ...(slot === undefined ? {} : { holdsSlot: slot }), ...change }
}

/**
 * Returns the statement that changes an account if its previous status allows it. It can also be a part of a
 * larger statement.
 * @param where condition besides the account's id
 */
export const accountUpdate = (
  db: Db | Queryable,
  accountId: string,
  change: AccountChange,
  { at, where }: { at: Date; where?: SQL | undefined },
) =>
  db
    .update(hostingAccounts)
    .set({ ...columnsOf(change), updatedAt: at })
    .where(
      and(
        eq(hostingAccounts.id, accountId),
        change.status === undefined
          ? undefined
          : inArray(hostingAccounts.status, hostingAccountStatusesBefore(change.status)),
        where,
      ),
    )
    .returning({ id: hostingAccounts.id })

/**
 * Changes an account in the caller's transaction: status, slot and audit entry together.
 * @throws {Error} the account cannot change to that status from its current one: lock and check it first
 */
export async function transitionAccount(
  tx: Queryable,
  accountId: string,
  change: AccountChange,
  { at, audit }: { at: Date; audit?: Omit<AuditEntry, 'at' | 'subject'> },
): Promise<void> {
  const written = await accountUpdate(tx, accountId, change, { at })
  if (written.length === 0)
    throw new Error(`Hosting account ${accountId} cannot become ${change.status} from its current status.`)
  if (audit) await recordAudit(tx, { ...audit, at, subject: { kind: 'hosting-account', id: accountId } })
}
