import fc from 'fast-check'

const pick = fc.nat({ max: 1000 })
const amount = fc.bigInt({ min: 1n, max: 9_000n })
const quantity = fc.integer({ min: 1, max: 5 })
const at = fc.constantFrom('now' as const, 'renewal' as const)

const start = fc.record({
  kind: fc.constant('start' as const),
  pick,
  quantity,
  withCoupon: fc.boolean(),
  provision: fc.constantFrom('none' as const, 'none' as const, 'after-payment' as const),
})

/** One thing that staff, a customer or the time does. `pick` chooses among what exists then. */
export const historyStep = fc.oneof(
  start,
  start,
  start,
  fc.record({
    kind: fc.constant('change' as const),
    pick,
    quantity,
    at,
  }),
  fc.record({
    kind: fc.constant('cancel' as const),
    pick,
    at: fc.constantFrom('now' as const, 'period-end' as const),
  }),
  fc.record({ kind: fc.constant('add-item' as const), pick, quantity, at }),
  fc.record({ kind: fc.constant('remove-item' as const), pick, at }),
  fc.record({ kind: fc.constant('one-time' as const), pick, quantity }),
  fc.record({ kind: fc.constant('redeem' as const), pick }),
  fc.record({ kind: fc.constant('remove-coupon' as const), pick }),
  fc.record({ kind: fc.constant('pause' as const), pick }),
  fc.record({ kind: fc.constant('resume' as const), pick }),
  fc.record({ kind: fc.constant('pay' as const), amount }),
  fc.record({ kind: fc.constant('pay' as const), amount }),
  fc.record({ kind: fc.constant('refund' as const), pick, amount }),
  fc.record({ kind: fc.constant('reverse' as const), pick }),
  fc.record({ kind: fc.constant('void' as const), pick }),
  fc.record({ kind: fc.constant('write-off' as const), pick }),
  fc.record({ kind: fc.constant('credit' as const), pick, amount: fc.option(amount, { nil: null }) }),
  fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ kind: fc.constant('time' as const), days: fc.integer({ min: 1, max: 40 }) }),
)
export type HistoryStep = typeof historyStep extends fc.Arbitrary<infer One> ? One : never

/** Steps, each with the number of the statement before which its process is killed first. Null: it is not killed. */
export const histories = fc.array(
  fc.record({
    step: historyStep,
    killAt: fc.option(fc.integer({ min: 1, max: 45 }), { nil: null, freq: 2 }),
  }),
  { minLength: 10, maxLength: 26 },
)
