import { describe } from 'vitest'
import { type Kind, stepsOf } from './steps.ts'
import { sweep } from './sweep.ts'

// The next process waits for the lease of the killed one. Leases are as short as the deadline allows.
const env = { PANEL_DEADLINE_MS: '1000', ENGINE_LEASE_MS: '2500' }

/** The steps at which the two databases could differ: around panel calls, and at the end. */
const chosen: Readonly<Record<Kind, RegExp>> = {
  held: /^(after the commit of claim|POST .*)$/,
  create:
    /^(after the commit of operation.queued|POST .*|before the commit of attempt.ended|before .* operation.succeeded)$/,
  suspend: /^POST .*$/,
  terminate: /^(DELETE .*|before .* operation.succeeded)$/,
}

const numbers = (kind: Kind) =>
  stepsOf[kind].flatMap((step, index) => (chosen[kind].test(step) ? [index + 1] : []))

for (const kind of ['create', 'held', 'suspend', 'terminate'] as const)
  describe(`A ${kind}, on PostgreSQL`, () => sweep(kind, { database: 'postgres', env, only: numbers(kind) }))
