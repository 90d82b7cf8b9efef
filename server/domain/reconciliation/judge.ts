import type { DriftField } from '#contracts/reconciliation/schemas.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import { shown } from './draft.ts'
import type { KnownAccount } from './known-accounts.ts'

export interface Difference {
  readonly field: DriftField
  readonly ours: string
  readonly onPanel: string
}

type Expected = Pick<KnownAccount, 'username' | 'email' | 'marker' | 'status'>

/**
 * Returns whether an account under our id is still ours. Its marker proves it. Without a marker, its username
 * or email must match.
 */
export function isSame(
  account: PanelAccount,
  row: Expected,
  isOurMarker: (marker: string) => boolean,
): boolean {
  if (account.marker === row.marker) return true
  const sameName = account.username === row.username
  const sameAddress = account.email?.toLowerCase() === row.email.toLowerCase()
  // Staff adopted it despite the reference of another system. A reference of our own still decides.
  if (typeof account.marker === 'string') return sameName && sameAddress && !isOurMarker(account.marker)
  return sameName || sameAddress
}

/** Compares field by field, and only fields that the panel returns. */
export function differencesOf(account: PanelAccount, row: Expected): Difference[] {
  const differences: Difference[] = []
  if (account.username !== row.username)
    differences.push({ field: 'username', ours: row.username, onPanel: shown(account.username) })
  if (account.email !== undefined && account.email.toLowerCase() !== row.email.toLowerCase())
    differences.push({ field: 'email', ours: row.email, onPanel: shown(account.email).toLowerCase() })
  if (typeof account.marker === 'string' && account.marker !== row.marker)
    differences.push({ field: 'reference', ours: row.marker, onPanel: shown(account.marker) })
  const ours = row.status
  const told = account.suspended === undefined ? ours : account.suspended ? 'suspended' : 'active'
  if ((ours === 'active' || ours === 'suspended') && told !== ours)
    differences.push({ field: 'suspended', ours, onPanel: told })
  return differences
}
