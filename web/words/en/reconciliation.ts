import type { DriftField, FindingAction, FindingKind } from '#contracts/reconciliation/schemas.ts'
import { plural } from './plural.ts'

const kinds: Record<FindingKind, { title: string; help: string }> = {
  'unknown-to-us': {
    title: 'Only in NextPanel',
    help: 'Accounts that carry our reference but belong to no active or suspended hosting account. They were created after a timeout.',
  },
  gone: {
    title: 'Missing in NextPanel',
    help: 'Hosting accounts that do not exist in NextPanel, or have a different ID there.',
  },
  drift: { title: 'Different', help: 'Accounts that differ in one field.' },
  doubled: {
    title: 'Duplicate in NextPanel',
    help: 'Several accounts carry the same reference. Find the correct one in NextPanel.',
  },
}

const fields: Record<DriftField, string> = {
  username: 'Username',
  email: 'Email',
  suspended: 'State',
  reference: 'Billing reference',
}

interface ActionWords {
  label: string
  title: string
  means: string
  doing: string
  done: string
}
const actions: Record<FindingAction, ActionWords> = {
  adopt: {
    label: 'Adopt',
    title: 'Adopt this account',
    means:
      'Links the hosting account here to the NextPanel account that carries its reference. Nothing changes in NextPanel.',
    doing: 'Adopting...',
    done: 'Adopted',
  },
  terminate: {
    label: 'Terminate',
    title: 'Delete this account in NextPanel',
    means: 'Deletes the account and all its data in NextPanel. This cannot be undone.',
    doing: 'Terminating...',
    done: 'Termination started',
  },
  'mark-gone': {
    label: 'Mark as gone',
    title: 'Mark this hosting account as gone',
    means:
      'We check NextPanel once more. If the account is missing there, it is marked as terminated here, and its slot, username and email become available.',
    doing: 'Marking...',
    done: 'Marked as gone',
  },
  're-apply': {
    label: 'Apply our value',
    title: 'Apply our value to NextPanel',
    means: 'Starts an operation that sends the recorded value to NextPanel again.',
    doing: 'Applying...',
    done: 'Applied',
  },
  accept: {
    label: 'Accept NextPanel value',
    title: 'Accept the NextPanel value',
    means: 'Records the NextPanel value here. Nothing changes in NextPanel.',
    doing: 'Accepting...',
    done: 'Accepted',
  },
}

const accountsOf = (count: number) => plural(count, { one: '# account', other: '# accounts' })

/** The comparison of the accounts in NextPanel with the recorded ones. */
export const reconciliation = {
  run: 'Reconcile now',
  running: 'Reading NextPanel...',
  intro:
    'Compares the accounts in NextPanel with the accounts recorded here, every few hours and on request. It never changes anything automatically. We recheck NextPanel before every change.',
  none: 'Not reconciled yet.',
  noneHelp: 'Select “Reconcile now” to compare.',
  which: 'Run',
  noRuns: 'No runs',
  runLabel: (when: string, open: number) => `${when} \u00b7 ${open === 0 ? 'nothing open' : `${open} open`}`,
  older: 'Older runs',
  by: (name: string) => (name === 'schedule' ? 'by schedule' : `by ${name}`),
  compared: 'Compared',
  comparedNote: (leftOut: number) =>
    leftOut === 0
      ? 'All accounts'
      : plural(leftOut, { one: '# skipped while it changes', other: '# skipped while they change' }),
  onPanel: 'In NextPanel',
  onPanelNote: (unmanaged: number) =>
    unmanaged === 0 ? 'All managed here' : `${unmanaged} not managed here`,
  vanished: 'Missing',
  vanishedNote: 'Not in NextPanel, or under another ID',
  open: 'Differences',
  openNote: (open: number) => (open === 0 ? 'None open' : `${open} open`),
  same: 'NextPanel matches our records.',
  sameHelp: 'No differences in the compared accounts.',
  incomplete:
    'The account list of NextPanel could not be read completely. No account is reported as missing.',
  holdTitle: (vanished: number, believed: number) =>
    plural(vanished, {
      one: `# of ${accountsOf(believed)} is missing in NextPanel.`,
      other: `# of ${accountsOf(believed)} are missing in NextPanel.`,
    }),
  holdHelp:
    'Many missing accounts usually mean a wrong or restored server. Check NextPanel first. Confirm the number before you act on one of them.',
  confirmed: (by: string) => `${by} confirmed the number.`,
  notLatest: 'This is an earlier run. You can act only on the latest run.',
  toLatest: 'Show the latest',
  unmanaged: (count: number) => `${accountsOf(count)} in NextPanel not managed here`,
  unmanagedHelp: (capacity: number) => `The capacity set here is ${capacity}.`,
  unmanagedFirst: (count: number) => `The first ${count}:`,
  leftOut: (count: number) =>
    plural(count, {
      one: '# more difference of this kind is not listed.',
      other: '# more differences of this kind are not listed.',
    }),
  kinds,
  fields,
  actions,
  here: 'Recorded here',
  panel: 'In NextPanel',
  nothingHere: 'no account',
  nothingThere: 'not found',
  account: (id: string | number) => `account ${id}`,
  accounts: (ids: string) => `accounts ${ids}`,
  hosting: 'Hosting',
  operation: 'Operation',
  resolvedBy: (by: string) => `by ${by}`,
  onlyPanel: 'Fix in NextPanel.',
  confirmNumber: 'Number of missing accounts',
  confirmNumberHelp: 'Enter the number to confirm that you checked NextPanel.',
}
