import type { Accounts } from './accounts.ts'
import type { AccountHistory, HistoryEntry } from './history.ts'
import type { Account } from './model.ts'

/** The format of `GET /_sandbox/ledger`. */
const ledgerEntry = (account: Account, history: readonly HistoryEntry[]) => ({
  serial: account.serial,
  id: account.id,
  username: account.username,
  email: account.email,
  billing_id: account.billingId,
  metadata: account.metadata,
  status: stateOf(account),
  createdAt: account.createdAt,
  deletedAt: account.deletedAt,
  restoredAwayAt: account.restoredAwayAt,
  by: account.by,
  createRequest: account.createRequest,
  keyId: account.keyId,
  fault: account.fault,
  history,
})
export type LedgerEntry = ReturnType<typeof ledgerEntry>

/** The current state on the panel. `restored-away` also if it had been deleted before the restore. */
export function stateOf(account: Account): Account['status'] | 'deleted' | 'restored-away' {
  if (account.restoredAwayAt !== null) return 'restored-away'
  return account.deletedAt === null ? account.status : 'deleted'
}

/** Returns every account that was ever created, oldest first, with its history. */
export function ledgerOf({
  accounts,
  history,
}: {
  accounts: Accounts
  history: AccountHistory
}): LedgerEntry[] {
  const events = history.all()
  return accounts.ledger().map((account) => ledgerEntry(account, events.get(account.serial) ?? []))
}

export const entryOf = (parts: { history: AccountHistory }, account: Account): LedgerEntry =>
  ledgerEntry(account, parts.history.all().get(account.serial) ?? [])
