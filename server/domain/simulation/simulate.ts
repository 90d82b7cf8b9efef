import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SimulationQuery } from '#contracts/simulation/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { atOneMoment, type Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { adminCommand } from '#server/platform/product/index.ts'
import type { Context } from '../context.ts'
import { requireCustomer } from '../ledger/index.ts'
import type { Pays } from './assumptions.ts'
import type { SimulatedEvent } from './events.ts'
import { inTurn } from './in-turn.ts'
import { customersWithFuture, loadCustomers } from './load.ts'
import { prepareSimulation } from './prepare.ts'
import { simulatedDays } from './simulate-customer.ts'

/** The work that a request may cause. `npm run simulate` has no limit. */
export const mostCustomerMonths = 12_000
interface Limits {
  /** All events of a request are in memory, because they are sorted by day. */
  readonly mostEvents: number
  /** Other requests are served in between. */
  readonly sliceMs: number
  /** With their facts in memory. */
  readonly customersAtOnce: number
}
export const requestLimits: Limits = { mostEvents: 100_000, sliceMs: 20, customersAtOnce: 500 }

export interface Simulated {
  readonly from: LocalDate
  readonly until: LocalDate
  readonly customers: number
  /** By day. */
  readonly events: readonly SimulatedEvent[]
}

export const paysOf = ({ pays, lateDays }: Pick<SimulationQuery, 'pays' | 'lateDays'>): Pays =>
  pays === 'late' ? { kind: 'late', days: lateDays } : { kind: pays }

/**
 * Simulates one or all customers. The settings are read once, and the customers in batches, each from one snapshot. It stops
 * when the caller leaves.
 * @throws {Refusal} not-found, limit-reached: more work than a request may cause. too-many-requests
 */
export const simulateAll = (
  ctx: Context,
  query: SimulationQuery,
  limits: Limits = requestLimits,
): Promise<Simulated> =>
  inTurn(ctx.database, async () => {
    const { db } = ctx.database
    stopIfLeft(ctx)
    const { prepared, ids } = await atOneMoment(db, (tx) => prepareRequest(tx, ctx, query))
    const { course } = prepared
    const given = { ...prepared, until: course.until }
    const letOthers = turnsOf(ctx, limits)
    const events: SimulatedEvent[] = []
    let customers = 0
    for (let from = 0; from < ids.length; from += limits.customersAtOnce) {
      const batch = ids.slice(from, from + limits.customersAtOnce)
      const loaded = await atOneMoment(db, (tx) => loadCustomers(tx, given, batch))
      customers += loaded.length
      for (const customer of loaded)
        for (const ofDay of simulatedDays(customer, course)) {
          for (const event of ofDay) events.push(event)
          if (events.length > limits.mostEvents) throw tooManyEvents(query, limits)
          await letOthers()
        }
    }
    return { from: course.from, until: course.until, customers, events: events.toSorted(byDay) }
  })

async function prepareRequest(tx: Queryable, ctx: Context, query: SimulationQuery) {
  const options = { months: query.months, pays: paysOf(query) }
  const prepared = await prepareSimulation(tx, ctx, options)
  if (query.customerId !== undefined) {
    await requireCustomer(tx, query.customerId)
    return { prepared, ids: [query.customerId] }
  }
  // not-money: a number of customers
  const most = Math.trunc(mostCustomerMonths / query.months)
  const ids = await customersWithFuture(tx, { after: null, limit: most + 1 })
  if (ids.length > most) throw tooMany(query.months, most)
  return { prepared, ids }
}

/** Returns a function that lets other requests run when a slice of time is over, and stops if the caller has left. */
function turnsOf(ctx: Context, { sliceMs }: Limits): () => Promise<void> {
  let ends = performance.now() + sliceMs
  return async () => {
    if (performance.now() < ends) return
    await nextTurn()
    stopIfLeft(ctx)
    ends = performance.now() + sliceMs
  }
}

const tooMany = (months: number, most: number) =>
  fieldRefusal(
    'limit-reached',
    'months',
    'invalid',
    `More than ${most} customers would be simulated for ${months} months. Nothing was computed. Choose fewer months or one customer, or run ${adminCommand('simulate')} on the server.`,
  )

const tooManyEvents = ({ months, customerId }: SimulationQuery, { mostEvents }: Limits) =>
  fieldRefusal(
    'limit-reached',
    'months',
    'invalid',
    `More than ${mostEvents} events would happen in ${months} months. Nothing was computed. Choose fewer months${customerId === undefined ? ' or one customer' : ''}, or run ${adminCommand('simulate')} on the server.`,
  )

function stopIfLeft({ signal }: Context): void {
  if (signal?.aborted)
    throw new Refusal('too-many-requests', 'The request was closed, so its simulation was stopped.')
}

const byDay = (left: SimulatedEvent, right: SimulatedEvent): number =>
  left.on < right.on ? -1 : left.on > right.on ? 1 : 0
