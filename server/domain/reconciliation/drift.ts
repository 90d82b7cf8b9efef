import { problemOfText } from '#contracts/panels/text-rule.ts'
import type { FindingAction } from '#contracts/reconciliation/schemas.ts'
import { emailAddress } from '#contracts/text.ts'
import type { PanelAccount, PanelDriver } from '#panels/kit/index.ts'
import type { Draft } from './draft.ts'
import { type Difference, differencesOf } from './judge.ts'
import type { KnownAccount } from './known-accounts.ts'

const names = {
  username: 'username',
  email: 'email',
  suspended: 'state',
  reference: 'billing reference',
} as const

/** Returns one finding for each field that differs. */
export function driftOf(account: PanelAccount, row: KnownAccount, driver: PanelDriver): Draft[] {
  const differences = differencesOf(account, row)
  return differences.map((difference) => {
    const { field, ours, onPanel } = difference
    const actions = actionsOn(difference, { account, row, driver, alone: differences.length === 1 })
    return {
      kind: 'drift',
      accountId: row.id,
      username: row.username,
      panelUserId: account.id,
      foundUnder: [],
      field,
      ours,
      onPanel,
      message:
        field === 'reference'
          ? `Account ${account.id} ("${row.username}" here) has a billing reference that is not ours.`
          : `Account ${account.id} ("${row.username}" here) has the ${names[field]} ${onPanel} on the panel. Our records have ${ours}.`,
      remedy: remedyFor(field, actions, driver.label),
      actions,
    }
  })
}

/** The schema also reads what a copied address brings along. The panel's value is recorded as it is. */
const isPlainEmail = (text: string) => emailAddress().safeParse(text).data === text

function actionsOn(
  { field, onPanel }: Difference,
  drift: { account: PanelAccount; row: KnownAccount; driver: PanelDriver; alone: boolean },
): FindingAction[] {
  const { account, row, driver, alone } = drift
  const proven = account.marker === row.marker
  switch (field) {
    case 'suspended': {
      const can = row.status === 'suspended' ? driver.capabilities.suspend : driver.capabilities.unsuspend
      // The engine does not change an account whose identity differs.
      return can && alone ? ['re-apply', 'accept'] : ['accept']
    }
    case 'email':
      return (proven || account.username === row.username) && isPlainEmail(onPanel) ? ['accept'] : []
    case 'username':
      return proven && problemOfText(driver.usernameRule, 'Username', onPanel) === null ? ['accept'] : []
    case 'reference':
      return []
  }
}

function remedyFor(field: Difference['field'], actions: readonly FindingAction[], panel: string): string {
  if (actions.includes('re-apply')) return 'Re-apply our records, or accept the panel’s value.'
  if (field === 'suspended') return 'Accept the panel’s value, or correct the other differences first.'
  if (actions.includes('accept')) return `Accept the panel’s value, or correct it in ${panel}.`
  return `Correct it in ${panel}. Until then, this application does not change the account.`
}
