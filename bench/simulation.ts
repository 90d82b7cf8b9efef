import { decide, type Facts } from '#server/domain/billing/decide/index.ts'
import {
  daysOfCourse,
  type Pays,
  type SimulatedCustomer,
  simulateCustomer,
} from '#server/domain/simulation/index.ts'
import { localDate } from '#server/platform/calendar/index.ts'
import { createLog } from '#server/platform/log/index.ts'
import { factsOf, priceOf, subscriptionOf } from '#testing/billing/facts.ts'

/**
 * Measures the decision of a renewal, and the simulation of one customer, both in memory.
 *
 *   npm run bench:simulation
 */
const rounds = 5
const renewals = 20_000

const customerOf = (subscriptions: number): Facts =>
  factsOf('2026-03-01', {
    taxRates: [
      {
        id: 'rate',
        country: 'DE',
        region: null,
        postcodePrefix: null,
        category: 'standard',
        name: 'VAT',
        ratePpm: 190_000,
        validFrom: localDate('2007-01-01'),
        validUntil: null,
      },
    ],
    subscriptions: Array.from({ length: subscriptions }, (_, index) =>
      subscriptionOf(
        priceOf('12.34'),
        { anchorOn: '2026-01-31', billedThrough: '2026-02-28' },
        { subscriptionId: `subscription ${index}` },
      ),
    ),
  })

const simulatedOf = (facts: Facts): SimulatedCustomer => ({
  facts,
  buyer: {
    fullName: 'Ada Example',
    companyName: null,
    email: 'ada@example.com',
    address: { line1: '', line2: '', city: '', postcode: '', region: '', country: 'DE' },
    taxIds: [],
  },
  isStopped: false,
  owed: [],
  openCase: null,
  accounts: new Map([['subscription 0', 'account']]),
  wished: new Set(),
  suspended: new Set(),
  firstInvoices: new Map(),
  invoiced: 0,
})

const steps = [
  { id: 'remind-1', day: -3, action: 'remind', fee: null },
  { id: 'remind-2', day: 3, action: 'remind', fee: null },
  { id: 'fee', day: 5, action: 'late-fee', fee: { percentPpm: 25_000, amounts: [] } },
  { id: 'suspend', day: 10, action: 'suspend', fee: null },
] as const

/** The median of several rounds, in milliseconds. */
function median(work: () => void): number {
  work()
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now()
    work()
    return performance.now() - start
  }).toSorted((left, right) => left - right)
  return times[Math.trunc(rounds / 2)] ?? 0
}

function measureDecide(subscriptions: number): string {
  const facts = customerOf(subscriptions)
  const ms = median(() => {
    for (let count = 0; count < renewals; count += 1) decide(facts, { kind: 'renew' })
  })
  return `decide, ${subscriptions} due subscriptions: ${Math.round((renewals / ms) * 1000)} customers/s`
}

function measureSimulation(subscriptions: number, pays: Pays): string {
  const from = localDate('2026-03-01')
  const until = localDate('2029-03-01')
  const course = {
    from,
    until,
    days: daysOfCourse({ from, until, firstDay: -3, maySuspendOn: () => true }),
    dunning: { steps },
    pays,
    log: createLog({ level: 'error', destination: process.stderr }),
  }
  let events = 0
  const ms = median(() => {
    events = simulateCustomer(simulatedOf(customerOf(subscriptions)), course).events.length
  })
  const how = pays.kind === 'late' ? `${pays.days} days late` : pays.kind
  return `36 months, ${subscriptions} subscriptions, paid ${how}: ${ms.toFixed(1)} ms, ${events} events`
}

for (const line of [
  measureDecide(1),
  measureDecide(5),
  measureSimulation(1, { kind: 'on-due' }),
  measureSimulation(1, { kind: 'late', days: 12 }),
  measureSimulation(1, { kind: 'never' }),
  measureSimulation(10, { kind: 'late', days: 12 }),
  measureSimulation(10, { kind: 'never' }),
])
  process.stdout.write(`${line}\n`)
