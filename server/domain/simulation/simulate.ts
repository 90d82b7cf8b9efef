import { setImmediate as nextTurn } from 'node:timers/promises'
import type { SimulationQuery } from '#contracts/simulation/schemas.ts'
import type { LocalDate } from '#server/platform/calendar/index.ts'
import { atOneMoment } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Context } from '../context.ts'
import { requireCustomer } from '../ledger/index.ts'
import type { Pays } from './assumptions.ts'
import type { SimulatedEvent } from './events.ts'
import { inTurn } from './in-turn.ts'
import { customersWithFuture, loadCustomers } from './load.ts'
import { prepareSimulation } from './prepare.ts'
import { simulateCustomer } from './simulate-customer.ts'

/** The work that a request may cause. `npm run simulate` has no limit. */
export const mostCustomerMonths = 12_000
/** Other requests are served in between. */
const sliceMs = 20

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
 * Simulates one or all customers from one snapshot. It stops when the caller leaves.
 * @throws {Refusal} not-found, limit-reached: more work than a request may cause. too-many-requests
 */
export const simulateAll = (ctx: Context, query: SimulationQuery): Promise<Simulated> =>
  inTurn(ctx.database, async () => {
    stopIfLeft(ctx)
    const { course, customers } = await atOneMoment(ctx.database.db, async (tx) => {
      const options = { months: query.months, pays: paysOf(query) }
      const prepared = await prepareSimulation(tx, ctx, options)
      if (query.customerId !== undefined) await requireCustomer(tx, query.customerId)
      // not-money: a number of customers
      const most = Math.trunc(mostCustomerMonths / query.months)
      const ids =
        query.customerId === undefined
          ? await customersWithFuture(tx, { after: null, limit: most + 1 })
          : [query.customerId]
      if (ids.length > most) throw tooMany(query.months, most)
      const loaded = await loadCustomers(tx, { ...prepared, until: prepared.course.until }, ids)
      return { course: prepared.course, customers: loaded }
    })
    const events: SimulatedEvent[] = []
    let sliceEnds = performance.now() + sliceMs
    for (const customer of customers) {
      for (const event of simulateCustomer(customer, course).events) events.push(event)
      if (performance.now() < sliceEnds) continue
      await nextTurn()
      stopIfLeft(ctx)
      sliceEnds = performance.now() + sliceMs
    }
    const { from, until } = course
    return { from, until, customers: customers.length, events: events.toSorted(byDay) }
  })

const tooMany = (months: number, most: number) =>
  fieldRefusal(
    'limit-reached',
    'months',
    'invalid',
    `More than ${most} customers would be simulated for ${months} months. Nothing was computed. Choose fewer months or one customer, or run npm run simulate on the server.`,
  )

function stopIfLeft({ signal }: Context): void {
  if (signal?.aborted)
    throw new Refusal('too-many-requests', 'The request was closed, so its simulation was stopped.')
}

const byDay = (left: SimulatedEvent, right: SimulatedEvent): number =>
  left.on < right.on ? -1 : left.on > right.on ? 1 : 0
