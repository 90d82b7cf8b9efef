import type { BillingKind } from '../points/halt.ts'

const committed = (write: string) => [`before the commit of ${write}`, `after the commit of ${write}`]
const writes = (...all: readonly string[]) => all.map((write) => `before ${write}`)

/**
 * Every statement and step boundary of each kind of billing work without errors, in order. A test compares them with the
 * server, so a new step needs its line here too.
 */
export const billingSteps: Readonly<Record<BillingKind, readonly string[]>> = {
  run: [
    'before insert billing_runs',
    ...committed('insert billing_runs'),
    ...writes('update subscriptions', 'insert documents', 'insert charges', 'insert document_lines'),
    ...writes('insert document_taxes', 'insert journal_entries', 'insert postings'),
    ...writes('update number_series', 'update documents', 'update billing_runs'),
    ...committed('update subscriptions'),
    'before update billing_runs',
    ...committed('update billing_runs'),
  ],
  finalize: [
    ...writes('update documents', 'insert journal_entries', 'insert postings', 'update number_series'),
    'before update documents',
    ...committed('update documents'),
  ],
  payment: [
    ...writes('insert payments', 'insert journal_entries', 'insert postings', 'insert allocations'),
    ...writes('update payments', 'update documents', 'insert journal_entries', 'insert postings'),
    ...writes(
      'update hosting_wishes',
      'insert hosting_wishes',
      'update dunning_cases',
      'update dunning_steps',
    ),
    ...committed('insert payments'),
  ],
  dunning: [
    ...writes(
      'insert dunning_cases',
      'insert dunning_steps',
      'insert hosting_wishes',
      'update dunning_cases',
    ),
    ...committed('update hosting_wishes'),
    'before update hosting_wishes',
    ...committed('operation.queued'),
    'after the commit of claim',
    'GET /accounts/{id} is sent',
    ...committed('attempt.started'),
    'before POST /accounts/{id}/suspend is sent',
    'POST /accounts/{id}/suspend is sent',
    'before the commit of attempt.ended',
    'GET /accounts/{id} is sent',
    ...committed('operation.succeeded'),
  ],
}
