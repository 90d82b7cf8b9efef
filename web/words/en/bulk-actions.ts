import type { BulkActionKind, BulkActionStatus, BulkRowState } from '#contracts/bulk-actions/states.ts'
import { plural } from './plural.ts'

const kinds: Record<BulkActionKind, string> = {
  suspend: 'Suspend hosting',
  unsuspend: 'Unsuspend hosting',
  retry: 'Retry operations',
  cancel: 'Cancel operations',
  'set-server-mode': 'Set the server mode',
}

const accountsOf = (count: number) => plural(count, { one: '# hosting account', other: '# hosting accounts' })
const operationsOf = (count: number) => plural(count, { one: '# operation', other: '# operations' })
const serversOf = (count: number) => plural(count, { one: '# server', other: '# servers' })

const subjects: Record<BulkActionKind, (count: number) => string> = {
  suspend: accountsOf,
  unsuspend: accountsOf,
  retry: operationsOf,
  cancel: operationsOf,
  'set-server-mode': serversOf,
}

const effects: Record<BulkActionKind, (count: number) => string> = {
  suspend: (count) => `${accountsOf(count)} will be suspended.`,
  unsuspend: (count) => `The reason will be removed from ${accountsOf(count)}.`,
  retry: (count) => `${operationsOf(count)} will be retried.`,
  cancel: (count) => `${operationsOf(count)} will be cancelled.`,
  'set-server-mode': (count) => `The mode of ${serversOf(count)} will change.`,
}

const status: Record<BulkActionStatus, string> = {
  checking: 'Checking',
  ready: 'Ready',
  running: 'Running',
  paused: 'Paused',
  finished: 'Finished',
  cancelled: 'Cancelled',
}

const states: Record<BulkRowState, string> = {
  unchecked: 'Not checked',
  pending: 'To do',
  skipped: 'Skipped',
  running: 'In progress',
  done: 'Done',
  failed: 'Failed',
}

/** Why a row is skipped, by the code of its state. */
const reasons: Readonly<Record<string, string>> = {
  'account-pending': 'The account is still being created.',
  'account-failed': 'The account was not created.',
  'account-conflict': 'The account was not created, because its username or email is taken.',
  'account-unknown': 'It is not known yet whether the account exists.',
  'account-terminating': 'The account is being terminated.',
  'operation-needs-person': 'The operation needs action.',
  'operation-succeeded': 'The operation has succeeded.',
  'operation-failed': 'The operation has failed.',
  'operation-cancelled': 'The operation was cancelled.',
}

/** Actions on many, which the server runs: the review dialog, the list and the page of one. */
export const bulkActions = {
  title: 'Bulk actions',
  intro:
    'Actions on many accounts, operations or servers. They run on the server and continue when you leave the page.',
  none: 'No bulk actions yet',
  noneHelp: 'Actions on several selected items are listed here with their results.',
  noSuch: 'Bulk action not found',
  noSuchHelp: 'See the list of bulk actions.',
  toAll: 'All bulk actions',
  kinds,
  status,
  states,
  by: (name: string) => `by ${name}`,
  inNameOf: (name: string) => `Runs on behalf of ${name}.`,
  subjects,
  review: 'Review',
  reviewing: 'Checking...',
  waitingToo: (count: number) =>
    plural(count, { one: '# waits for its server', other: '# wait for their server' }),
  effects,
  reasonOf: (code: string | null, message: string) => reasons[code ?? ''] ?? message,
  skippedToo: (count: number) => plural(count, { one: '# skipped', other: '# skipped' }),
  nothingToDo: 'There is nothing to do.',
  skippedRows: (count: number, message: string) =>
    plural(count, { one: `# skipped: ${message}`, other: `# skipped: ${message}` }),
  failedRows: (count: number, message: string) =>
    plural(count, { one: `# failed: ${message}`, other: `# failed: ${message}` }),
  starting: 'Starting...',
  back: 'Back',
  confirmLabel: 'Number of accounts',
  confirmHelp: (count: number) =>
    `This is a large suspension. Enter ${count} to confirm that ${count} accounts will be suspended.`,
  confirmWrong: (count: number) => `Enter ${count}, the number of accounts.`,
  pause: 'Pause',
  resume: 'Resume',
  cancel: 'Cancel this action',
  cancelling: 'Cancelling...',
  cancelTitle: 'Cancel this bulk action?',
  cancelHelp: 'No more rows start. Completed rows are not undone.',
  keep: 'Keep it',
  checkProgress: 'Checked',
  runProgress: 'Progress',
  ended: 'Ended',
  rate: (rows: string, left: string | null) =>
    left === null ? `${rows} rows per second` : `${rows} rows per second, about ${left} left`,
  canLeave: 'You can leave this page.',
  results: 'Results',
  reasons: 'Skipped and failed',
  filter: 'State',
  all: 'All states',
  noRows: 'No rows',
  gone: 'Not found',
  reason: (reason: string) => `Reason: ${reason}`,
  note: (note: string) => `Note: ${note}`,
  mode: (mode: string) => `Mode: ${mode}`,
  modeOfMany: 'Set the mode of several',
  modeTitle: 'Set the mode of several servers',
  servers: 'Servers',
}
