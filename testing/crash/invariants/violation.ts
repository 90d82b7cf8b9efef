/** One violated invariant, with the ids to investigate it. */
export interface Violation {
  readonly rule: Rule
  readonly message: string
  readonly ids: Readonly<Record<string, string | number>>
}

export type Rule =
  | 'made-once'
  | 'marker-and-row'
  | 'read-back'
  | 'as-observed'
  | 'slots'
  | 'ended-or-waiting'
  | 'one-open'
  | 'no-secret'
  | 'password-wiped'

/** The text of each rule, in the order in which they are checked and printed. */
export const rules: Readonly<Record<Rule, string>> = {
  'made-once':
    'At most one account was ever created for a hosting account, unless our own termination deleted it.',
  'marker-and-row':
    'Every account with a marker of ours belongs to exactly one row, which holds its slot, and vice versa.',
  'read-back': 'An active account was read back, and exists on the panel with that id and username.',
  'as-observed': 'While no operation is in progress, the row matches the panel.',
  slots: 'The number of held slots of a server matches its rows, and exceeds its capacity only by adoptions.',
  'ended-or-waiting': 'Every operation has ended, needs attention, or has a next attempt.',
  'one-open': 'A hosting account has at most one open operation.',
  'no-secret': 'No password and no API secret is in a log, a timeline, a job, the audit or any other row.',
  'password-wiped': 'A hosting password is not stored after the panel has it, or longer than its time.',
}

export const describeViolation = ({ rule, message, ids }: Violation): string =>
  `${rule}: ${message} (${Object.entries(ids)
    .map(([name, id]) => `${name} ${id}`)
    .join(', ')})`
