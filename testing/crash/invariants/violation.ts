/** One broken invariant, with the ids that lead to it. */
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

/** What each rule says; the order in which they are checked and printed. */
export const rules: Readonly<Record<Rule, string>> = {
  'made-once':
    'At most one account was ever made for a hosting account, unless our own terminate deleted it.',
  'marker-and-row':
    'Every account that bears a marker of ours has its one row, which holds its slot, and the other way round.',
  'read-back': 'An active account was read back, and is on the panel with that id and username.',
  'as-observed': 'Once nothing is under way, the row says what the panel has.',
  slots:
    'The slots held on a server are its rows that hold one, and no more than its capacity but for adoptions.',
  'ended-or-waiting': 'Every operation has ended, waits for a person, or has a next attempt ahead.',
  'one-open': 'A hosting account has one open operation at most.',
  'no-secret': 'No password and no API secret is in a log, a timeline, a job, the audit or any other row.',
  'password-wiped': 'A hosting password is not kept once the panel has it, nor longer than its time.',
}

export const describeViolation = ({ rule, message, ids }: Violation): string =>
  `${rule}: ${message} (${Object.entries(ids)
    .map(([name, id]) => `${name} ${id}`)
    .join(', ')})`
