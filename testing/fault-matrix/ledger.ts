import { expect } from 'vitest'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import type { TestDomain } from '../domain.ts'

/**
 * Checks the panel's own ledger: at most one account for each hosting account, except after a restore or
 * manual change, and no change of an account of another owner except by the panel's staff.
 */
export async function expectOneEachAndStrangersUntouched({ database, sandbox }: TestDomain): Promise<void> {
  const rows = await database.db.select({ marker: hostingAccounts.marker }).from(hostingAccounts)
  const markers = new Set<string | null>(rows.map(({ marker }) => marker))
  const known = sandbox
    .ledger()
    .filter(({ status, history }) => status !== 'restored-away' && history.every(isNotAPersonsDeletion))
  const changedByAPerson = known.filter(({ history }) => history.some(({ what }) => what === 'changed'))
  const ours = known
    .filter((account) => account.by !== 'stranger' && !changedByAPerson.includes(account))
    .map(({ billing_id }) => billing_id)
  expect(ours.filter((marker, index) => ours.indexOf(marker) !== index)).toEqual([])
  expect(ours.filter((marker) => !markers.has(marker))).toEqual([])
  const strangers = known.filter(({ by }) => by === 'stranger')
  const touched = strangers.filter(({ history }) =>
    history.some(({ by }) => by !== 'person' && by !== 'restore'),
  )
  expect(touched).toEqual([])
}

const isNotAPersonsDeletion = ({ what, by }: { what: string; by: string }) =>
  what !== 'deleted' || by !== 'person'
