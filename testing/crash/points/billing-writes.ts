import { type BillingKind, billingBegan } from './halt.ts'

/** A statement that changes the books, as verb and table, for example `insert documents`. */
export type BillingWrite = string

const tables = new Set([
  'allocations',
  'billing_runs',
  'charges',
  'document_lines',
  'document_taxes',
  'documents',
  'dunning_cases',
  'dunning_steps',
  'hosting_wishes',
  'journal_entries',
  'number_series',
  'payments',
  'postings',
  'subscriptions',
])

const change = /\b(insert into|update|delete from) "(\w+)"/i

/**
 * Returns the change of the books in a statement. The sweeps of the server send single statements every second, which
 * usually change nothing: of those, only the row of a run counts.
 */
export function billingWriteIn(text: string, isAlone: boolean): BillingWrite | undefined {
  const [, verb = '', table = ''] = change.exec(text) ?? []
  if (!tables.has(table) || (isAlone && table !== 'billing_runs')) return undefined
  return `${verb.toLowerCase().replace(/ .*/, '')} ${table}`
}

/** The write with which each kind of work begins. */
const first: Readonly<Record<BillingKind, BillingWrite>> = {
  run: 'insert billing_runs',
  finalize: 'update documents',
  payment: 'insert payments',
  dunning: 'insert dunning_cases',
}

export function beginsBilling(write: BillingWrite): void {
  for (const kind of ['run', 'finalize', 'payment', 'dunning'] as const)
    if (first[kind] === write) billingBegan(kind)
}
