import { expect } from 'vitest'
import { z } from 'zod'
import { loadCompany } from '#server/domain/billing/index.ts'
import {
  customersWithFuture,
  loadCustomers,
  type Pays,
  prepareSimulation,
  simulateCustomer,
} from '#server/domain/simulation/index.ts'
import { atOneMoment } from '#server/platform/database/index.ts'
import type { TestDomain } from '../domain.ts'
import { eventText, standingText } from './as-text.ts'
import { pendingSubscriptions, realEvents } from './real-events.ts'
import { runDays } from './run-days.ts'

/** Simulates, then really runs the same days, and compares events and standings byte for byte. Returns the kinds of events. */
export async function expectSimulationToEqualReality(
  test: TestDomain,
  options: { readonly months: number; readonly pays: Pays },
): Promise<string[]> {
  const { db } = test.database
  // After everything that the test has written.
  test.clock.advance(60_000)
  const since = test.clock.now()
  const { simulated, ids, days } = await atOneMoment(db, async (tx) => {
    const { company, course, policyChangedAt } = await prepareSimulation(tx, test.domain, options)
    const all = await customersWithFuture(tx, { after: null, limit: 1000 })
    const loaded = await loadCustomers(tx, { company, policyChangedAt, until: course.until }, all)
    return {
      ids: all,
      days: course.days.map(({ on }) => on),
      simulated: loaded.map((customer) => simulateCustomer(customer, course)),
    }
  })
  const pending = await pendingSubscriptions(db)
  await runDays(test, days, options.pays)
  const events = simulated.flatMap((after) => after.events)
  const really = await realEvents(db, since, pending)
  expectSameDays(events.map(eventText), really)
  const end = await atOneMoment(db, async (tx) => {
    const company = await loadCompany(tx, test.clock.now())
    return loadCustomers(tx, { company, policyChangedAt: null, until: company.asOf }, ids)
  })
  expect(simulated.map(({ customer }) => standingText(customer)).join('\n')).toBe(
    end.map(standingText).join('\n'),
  )
  return [...new Set(events.map(({ kind }) => kind))].toSorted()
}

/** Compares day by day, so that a failure shows the first day with a difference, and not years of its consequences. */
function expectSameDays(simulated: readonly string[], really: readonly string[]): void {
  const simulatedOn = byDay(simulated)
  const reallyOn = byDay(really)
  const days = [...new Set([...simulatedOn.keys(), ...reallyOn.keys()])].toSorted()
  for (const day of days)
    expect((simulatedOn.get(day) ?? []).join('\n'), `simulated on ${day}`).toBe(
      (reallyOn.get(day) ?? []).join('\n'),
    )
}

function byDay(texts: readonly string[]): Map<string, string[]> {
  const days = new Map<string, string[]>()
  for (const text of texts.toSorted()) {
    const day = dated.parse(JSON.parse(text)).on
    days.set(day, [...(days.get(day) ?? []), text])
  }
  return days
}

const dated = z.object({ on: z.string() })
