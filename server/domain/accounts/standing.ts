import type { hostingAccounts } from '../tables/hosting-accounts.ts'

type AccountRow = typeof hostingAccounts.$inferSelect

/** The status of an account that was to be terminated and will not be: what is known of it, as before. */
export function statusWithoutTermination(
  account: Pick<AccountRow, 'suspendReasons' | 'panelUserId'>,
  mayExist: boolean,
): AccountRow['status'] {
  if (account.suspendReasons.length > 0) return 'suspended'
  if (account.panelUserId !== null) return 'active'
  return mayExist ? 'unknown' : 'failed'
}
