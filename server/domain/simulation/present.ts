import { inArray } from 'drizzle-orm'
import {
  type SimulatedEvent as EventJson,
  eventKinds,
  type Simulation,
  type SimulationQuery,
} from '#contracts/simulation/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { toJson } from '#server/platform/money/index.ts'
import type { Context } from '../context.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import type { SimulatedEvent } from './events.ts'
import { simulateAll } from './simulate.ts'
import { Totals } from './totals.ts'

const mostListed = 500

/**
 * Simulates the billing and dunning of the next months. Writes nothing.
 * @throws {Refusal} not-found, limit-reached, too-many-requests; wrong-state: the company is not set up
 */
export async function runSimulation(ctx: Context, query: SimulationQuery): Promise<Simulation> {
  const { from, until, customers: count, events } = await simulateAll(ctx, query)
  const totals = new Totals()
  for (const event of events) totals.add(event)
  const listed = events.slice(0, mostListed)
  const present = await presenter(ctx.database.db, listed)
  return {
    from,
    until,
    customers: count,
    months: totals.rows().map((row) => ({
      ...row,
      net: toJson(row.net),
      tax: toJson(row.tax),
      total: toJson(row.total),
      lateFees: toJson(row.lateFees),
      paid: toJson(row.paid),
      creditUsed: toJson(row.creditUsed),
    })),
    counts: eventKinds.flatMap((kind) => {
      const of = events.filter((event) => event.kind === kind).length
      return of === 0 ? [] : [{ kind, events: of }]
    }),
    events: listed.map(present),
    eventsLeftOut: events.length - listed.length,
  }
}

const accountsOf = (event: SimulatedEvent): readonly string[] =>
  event.kind === 'termination-task' ? event.accountIds : 'accountId' in event ? [event.accountId] : []

const idsAtOnce = 5000

/** Returns a function that presents these events, with the names of their customers and accounts. */
export async function presenter(
  db: Queryable,
  events: readonly SimulatedEvent[],
): Promise<(event: SimulatedEvent) => EventJson> {
  const names = new Map<string, string>()
  for (const ids of pagesOf(events.map(({ customerId }) => customerId)))
    for (const { id, fullName, companyName } of await db
      .select({ id: customers.id, fullName: customers.fullName, companyName: customers.companyName })
      .from(customers)
      .where(inArray(customers.id, ids)))
      names.set(id, companyName || fullName)
  const usernames = new Map<string, string>()
  for (const ids of pagesOf(events.flatMap(accountsOf)))
    for (const { id, username } of await db
      .select({ id: hostingAccounts.id, username: hostingAccounts.username })
      .from(hostingAccounts)
      .where(inArray(hostingAccounts.id, ids)))
      usernames.set(id, username)
  return (event) => ({
    on: event.on,
    kind: event.kind,
    customerId: event.customerId,
    customerName: names.get(event.customerId) ?? '',
    numbers: 'numbers' in event ? [...event.numbers] : 'number' in event ? [event.number] : [],
    amount: amountOf(event),
    invoice: 'document' in event ? invoiceOf(event) : null,
    accounts: accountsOf(event).map((id) => ({ id, username: usernames.get(id) ?? '' })),
    subscriptionId: 'subscriptionId' in event ? event.subscriptionId : null,
    message: 'message' in event ? event.message : null,
  })
}

function* pagesOf(ids: readonly string[]): Generator<string[]> {
  const unique = [...new Set(ids)]
  for (let from = 0; from < unique.length; from += idsAtOnce) yield unique.slice(from, from + idsAtOnce)
}

function amountOf(event: SimulatedEvent): EventJson['amount'] {
  if ('document' in event) return toJson(event.document.total)
  return 'amount' in event ? toJson(event.amount) : null
}

const invoiceOf = ({
  document: { dueOn, net, tax, total, lines },
}: Extract<SimulatedEvent, { kind: 'invoice' | 'credit-note' }>): EventJson['invoice'] => ({
  dueOn,
  net: toJson(net),
  tax: toJson(tax),
  total: toJson(total),
  lines: lines.map((line) => ({
    description: line.description,
    quantity: line.quantity,
    period: line.period && { start: line.period.start, end: line.period.end },
    net: toJson(line.net),
  })),
})
