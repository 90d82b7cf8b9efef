import type { DriftField, FindingAction, FindingKind } from '#contracts/reconciliation/schemas.ts'
import type { PanelAccount } from '#panels/kit/index.ts'
import type { KnownAccount } from './known-accounts.ts'

/** A finding before it is stored. */
export interface Draft {
  readonly kind: FindingKind
  readonly accountId: string | null
  readonly username: string
  readonly panelUserId: string | null
  readonly foundUnder: string[]
  readonly field: DriftField | null
  readonly ours: string | null
  readonly onPanel: string | null
  readonly message: string
  readonly remedy: string
  readonly actions: FindingAction[]
}

const plain = { foundUnder: [], field: null, ours: null, onPanel: null, actions: [] }

// Shown on one line, whatever the driver accepts.
export const shown = (text: string): string => text.replace(/\p{C}/gu, '').slice(0, 255).toWellFormed()

const statusText: Readonly<Record<KnownAccount['status'], string>> = {
  pending: 'has not been created yet',
  active: 'is active under another NextPanel User ID',
  suspended: 'is suspended under another NextPanel User ID',
  failed: 'has failed',
  conflict: 'is in conflict',
  unknown: 'may not have been created',
  terminating: 'is being terminated',
  terminated: 'is terminated',
}

/** @param difference as text, if the account differs from the request */
export const createdAfterTimeout = (
  account: PanelAccount,
  row: KnownAccount,
  { difference, label }: { difference: string | null; label: string },
): Draft => ({
  ...plain,
  kind: 'unknown-to-us',
  accountId: row.id,
  username: row.username,
  panelUserId: account.id,
  message: `Account ${account.id} on the panel was created for "${row.username}", which ${statusText[row.status]} here.`,
  remedy:
    difference === null
      ? 'If the customer should have this account, adopt it. Otherwise terminate it.'
      : `It differs from the request: ${shown(difference)}. Check it in ${label}, and correct or delete it there.`,
  actions: difference === null ? ['adopt', 'terminate'] : [],
})

export const ofAnotherServer = (account: PanelAccount, row: KnownAccount): Draft => ({
  ...plain,
  kind: 'unknown-to-us',
  accountId: row.id,
  username: row.username,
  panelUserId: account.id,
  message: `Account ${account.id} on this panel has the reference of "${row.username}" on ${row.serverName}.`,
  remedy:
    'One panel may be a clone of the other. Find out which one the customer uses before you delete anything.',
})

export const ofNoAccount = (account: PanelAccount, label: string): Draft => ({
  ...plain,
  kind: 'unknown-to-us',
  accountId: null,
  username: shown(account.username),
  panelUserId: account.id,
  message: `Account ${account.id} ("${shown(account.username)}") has a reference of this installation, for a hosting account that is not in our records.`,
  remedy: `The database may have been restored from an older backup. Find the owner of the account in ${label}.`,
})

export const twice = (
  row: KnownAccount | undefined,
  accounts: readonly PanelAccount[],
  label: string,
): Draft => {
  const ids = accounts.map(({ id }) => id)
  const username = row?.username ?? shown(accounts[0]?.username ?? '')
  const few = ids.slice(0, 20)
  return {
    ...plain,
    kind: 'doubled',
    accountId: row?.id ?? null,
    username,
    panelUserId: row?.panelUserId ?? null,
    foundUnder: few,
    message: `${ids.length} accounts on the panel have the reference of "${username}": ${few.join(', ')}.`,
    remedy: `Decide in ${label} which one is correct. Delete the others there or remove their reference.`,
  }
}

export const vanished = (
  row: KnownAccount,
  panel: {
    instead: PanelAccount | undefined
    elsewhere: PanelAccount | undefined
    difference: string | null
    label: string
  },
): Draft => {
  const { instead, elsewhere, difference, label } = panel
  const id = row.panelUserId
  const place = instead
    ? `Account ${id} on the panel is now another account ("${shown(instead.username)}")`
    : `The panel no longer has account ${id ?? 'of ours'}`
  return {
    ...plain,
    kind: 'gone',
    accountId: row.id,
    username: row.username,
    panelUserId: id,
    foundUnder: elsewhere ? [elsewhere.id] : [],
    message: elsewhere
      ? `${place}. The account "${row.username}" has the ID ${elsewhere.id} there.`
      : `${place}, and "${row.username}" is not in its list.`,
    remedy: !elsewhere
      ? `If it was deleted in ${label} on purpose, mark it as gone. If not, restore it there first.`
      : difference === null
        ? 'The panel may have been restored from a backup. Adopt the account under its new ID.'
        : `The account there differs from our records: ${shown(difference)}. Check it in ${label}.`,
    actions: !elsewhere ? ['mark-gone'] : difference === null ? ['adopt'] : [],
  }
}
