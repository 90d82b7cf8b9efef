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

// Whatever a driver lets through, it is shown on one line.
export const shown = (text: string): string => text.replace(/\p{C}/gu, '').slice(0, 255).toWellFormed()

const standing: Readonly<Record<KnownAccount['status'], string>> = {
  pending: 'has not been created yet',
  active: 'is active under another NextPanel User ID',
  suspended: 'is suspended under another NextPanel User ID',
  failed: 'counts as failed',
  conflict: 'is in conflict',
  unknown: 'counts as unknown',
  terminating: 'was to be terminated',
  terminated: 'counts as terminated',
}

/** @param difference in words, where it is not as it was asked for */
export const lateArrival = (
  account: PanelAccount,
  row: KnownAccount,
  { difference, label }: { difference: string | null; label: string },
): Draft => ({
  ...plain,
  kind: 'unknown-to-us',
  accountId: row.id,
  username: row.username,
  panelUserId: account.id,
  message: `Account ${account.id} on the panel was made for "${row.username}", which ${standing[row.status]} here.`,
  remedy:
    difference === null
      ? 'Adopt it, if the customer is to have it; otherwise terminate it.'
      : `It is not as it was asked for: ${shown(difference)}. Look at it in ${label}, and correct or delete it there.`,
  actions: difference === null ? ['adopt', 'terminate'] : [],
})

export const ofAnotherServer = (account: PanelAccount, row: KnownAccount): Draft => ({
  ...plain,
  kind: 'unknown-to-us',
  accountId: row.id,
  username: row.username,
  panelUserId: account.id,
  message: `Account ${account.id} on this panel bears the reference of "${row.username}" on ${row.serverName}.`,
  remedy:
    'One panel may be a copy of the other. Find out which one the customer uses before you delete anything.',
})

export const ofNobody = (account: PanelAccount, label: string): Draft => ({
  ...plain,
  kind: 'unknown-to-us',
  accountId: null,
  username: shown(account.username),
  panelUserId: account.id,
  message: `Account ${account.id} ("${shown(account.username)}") bears a reference of this installation, of a hosting account that is not on record.`,
  remedy: `The database may have been restored from an older backup. Find out in ${label} whose account it is.`,
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
    message: `${ids.length} accounts on the panel bear the reference of "${username}": ${few.join(', ')}.`,
    remedy: `Decide in ${label} which one is right, and delete the others there or remove their reference.`,
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
    ? `Account ${id} on the panel is another one now ("${shown(instead.username)}")`
    : `The panel has no account ${id ?? 'of ours'} any more`
  return {
    ...plain,
    kind: 'gone',
    accountId: row.id,
    username: row.username,
    panelUserId: id,
    foundUnder: elsewhere ? [elsewhere.id] : [],
    message: elsewhere
      ? `${place}; that of "${row.username}" is account ${elsewhere.id} there.`
      : `${place}, and "${row.username}" is not on it.`,
    remedy: !elsewhere
      ? `If it was deleted in ${label} on purpose, mark it as gone; if not, restore it there first.`
      : difference === null
        ? 'The panel may have been restored from a backup. Adopt the account under its new id.'
        : `The account there is not as it is recorded here: ${shown(difference)}. Look at it in ${label}.`,
    actions: !elsewhere ? ['mark-gone'] : difference === null ? ['adopt'] : [],
  }
}
