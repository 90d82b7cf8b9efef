import type { DriftField, FindingAction, FindingKind } from '#contracts/reconciliation/schemas.ts'
import { plural } from './plural.ts'

const kinds: Record<FindingKind, { title: string; help: string }> = {
  'unknown-to-us': {
    title: 'On the panel, not here',
    help: 'Accounts that bear our reference and that no active or suspended hosting account holds: they arrived late.',
  },
  gone: {
    title: 'Here, not on the panel',
    help: 'Hosting accounts whose account is not on the panel, or not under its id.',
  },
  drift: { title: 'Different', help: 'Accounts of which one field differs.' },
  doubled: {
    title: 'There more than once',
    help: 'Several accounts bear one reference. Only NextPanel itself can say which is right.',
  },
}

const fields: Record<DriftField, string> = {
  username: 'Username',
  email: 'E-mail',
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
      'The hosting account here takes the account on the panel that bears its reference. Nothing is changed on the panel.',
    doing: 'Adopting...',
    done: 'Adopted',
  },
  terminate: {
    label: 'Terminate',
    title: 'Delete this account on the panel',
    means:
      'The account and everything in it is deleted on the panel by an ordinary operation. This cannot be undone.',
    doing: 'Terminating...',
    done: 'Termination begun',
  },
  'mark-gone': {
    label: 'Mark as gone',
    title: 'Mark this hosting account as gone',
    means:
      'The hosting account here becomes terminated; its slot, username and e-mail are free again. Nothing is sent to the panel but one more look.',
    doing: 'Marking...',
    done: 'Marked as gone',
  },
  're-apply': {
    label: 'Re-apply ours',
    title: 'Make the panel as it is recorded here',
    means: 'The panel is told again what is recorded here, by an ordinary operation.',
    doing: 'Applying...',
    done: 'Re-applied',
  },
  accept: {
    label: 'Accept theirs',
    title: 'Accept what the panel says',
    means: 'What is recorded here becomes what the panel says. Nothing is changed on the panel.',
    doing: 'Accepting...',
    done: 'Accepted',
  },
}

const accountsOf = (count: number) => plural(count, { one: '# account', other: '# accounts' })
const differencesOf = (count: number) => plural(count, { one: '# difference', other: '# differences' })

/** What a panel has against what is recorded here. */
export const reconciliation = {
  run: 'Reconcile now',
  running: 'Reading the panel...',
  intro:
    'Compares what the panel has with what is recorded here, every few hours and whenever you ask. It changes nothing by itself; before anything is done about a line, the panel is asked again.',
  none: 'Not reconciled yet.',
  noneHelp: 'Press “Reconcile now” to compare.',
  which: 'Run',
  runLabel: (when: string, open: number) => `${when} \u00b7 ${open === 0 ? 'nothing open' : `${open} open`}`,
  older: 'Older runs',
  by: (name: string) => (name === 'schedule' ? 'by schedule' : `by ${name}`),
  compared: 'Compared',
  comparedNote: (leftOut: number) =>
    leftOut === 0 ? 'All of them' : `${leftOut} left out: they are changing`,
  onPanel: 'On the panel',
  onPanelNote: (strangers: number) => (strangers === 0 ? 'All ours' : `${strangers} not ours`),
  vanished: 'Vanished',
  vanishedNote: 'Not on the panel, or not under their id',
  open: 'Differences',
  openNote: (open: number) => (open === 0 ? 'Nothing is open' : `${open} open`),
  same: 'Panel and records agree.',
  sameHelp: 'Nothing differs in what was compared.',
  incomplete: 'The list of the panel could not be read to its end, so nothing is called gone.',
  brakeTitle: (vanished: number, believed: number) =>
    `${vanished} of ${accountsOf(believed)} vanished from the panel at once.`,
  brakeHelp:
    'Rather the panel is wrong than all of them deleted: it may have been restored from a backup, or be another one. Look at it in NextPanel first. Whoever acts on one of them confirms the number.',
  confirmed: (by: string) => `${by} confirmed the number.`,
  notLatest: 'This is an earlier run: only what the latest one found can be acted on.',
  toLatest: 'Show the latest',
  strangers: (count: number) => `${accountsOf(count)} on the panel that are not ours`,
  strangersHelp: (capacity: number) => `The capacity entered here is ${capacity}.`,
  strangersFirst: (count: number) => `The first ${count}:`,
  leftOut: (count: number) => `${differencesOf(count)} more of the same kind are not listed.`,
  kinds,
  fields,
  actions,
  here: 'Recorded here',
  panel: 'On the panel',
  nothingHere: 'no live account',
  nothingThere: 'not there',
  account: (id: string | number) => `account ${id}`,
  accounts: (ids: string) => `accounts ${ids}`,
  hosting: 'Hosting',
  operation: 'Operation',
  resolvedBy: (by: string) => `by ${by}`,
  onlyPanel: 'To be mended in NextPanel.',
  confirmNumber: 'Number of vanished accounts',
  confirmNumberHelp: 'Type the number to confirm that you have looked.',
}
