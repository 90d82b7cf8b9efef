import { localDate } from '#server/platform/calendar/index.ts'
import { commit, insertCompany } from '../billing/steps.ts'
import type { Random } from '../crash/storm/random.ts'
import type { TestDomain } from '../domain.ts'
import { dunBy, insertRate, openPanel, type Sold, sell, steps } from './world.ts'

/** Draws from a seeded source. */
export const drawsOf = (random: Random) => {
  const whole = (from: number, to: number): number => from + Math.floor(random() * (to - from + 1))
  const oneOf = <Value>(...values: readonly [Value, ...Value[]]): Value =>
    values[whole(0, values.length - 1)] ?? values[0]
  return { whole, oneOf, chance: (share: number): boolean => random() < share }
}
type Draws = ReturnType<typeof drawsOf>

/** A company with random settings, and customers with random subscriptions, some days after they started. */
export async function buildRandomWorld(test: TestDomain, draws: Draws): Promise<void> {
  const { whole, oneOf, chance } = draws
  const { db } = test.database
  const month = String(whole(3, 12)).padStart(2, '0')
  toMorning(test, `2026-${month}-${String(oneOf(1, 14, 28, 29, 30)).padStart(2, '0')}`)
  await insertCompany(db, {
    timeZone: oneOf('UTC', 'Europe/Berlin'),
    invoiceDaysAhead: oneOf(0, 0, 1, 14),
    paymentTermsDays: oneOf(0, 7, 14, 30),
  })
  await insertRate(test, { ratePpm: oneOf(0, 99_750, 190_000), validUntil: '2027-01-15' })
  if (chance(0.8)) await insertRate(test, { ratePpm: 210_001, validFrom: '2027-01-15' })
  const { suspend, ask, ...others } = steps
  const chosen = Object.values(others).filter(() => chance(0.7))
  if (chance(0.9))
    await dunBy(
      test,
      [...chosen, ...(chance(0.8) ? [suspend, ask] : [{ ...others.late, id: 'last', day: 8 }])],
      chance(0.5),
    )
  await openPanel(test)
  // In each world, something is invoiced or stopped.
  await sell(test, { amount: 500n })
  let before: { customerId: string; currency: string } | null = null
  for (let count = 0; count < 4; count += 1) {
    const currency: string = before?.currency ?? oneOf('EUR', 'EUR', 'JPY')
    const sold = await sell(test, {
      ...randomSubscription(test, draws, currency),
      ...(before ? { customerId: before.customerId } : { profile: { currency } }),
      ...(before === null && count % 2 === 0 ? { username: `account${count}` } : {}),
    })
    before = before === null && chance(0.4) ? { customerId: sold.customerId, currency } : null
    if (chance(0.3)) await change(test, sold, draws)
  }
  test.clock.advance(whole(1, 9) * 86_400_000)
}

function randomSubscription({ clock }: TestDomain, { whole, oneOf, chance }: Draws, currency: string): Sold {
  const inDays = (days: number) =>
    localDate(new Date(clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10))
  const provision = oneOf('none', 'none', 'after-payment')
  return {
    amount: BigInt(whole(1, 9999)),
    quantity: oneOf(1, 1, 3),
    price: {
      currency,
      intervalUnit: oneOf('month', 'month', 'week', 'year'),
      intervalCount: oneOf(1, 1, 2),
      taxIncluded: chance(0.4),
      setupFee: chance(0.3) ? 777n : 0n,
    },
    ...(chance(0.4)
      ? {
          coupon: chance(0.5)
            ? { durationPeriods: whole(1, 4), scope: oneOf('recurring', 'all') }
            : { amount: 555n, currency, durationPeriods: whole(1, 4) },
        }
      : {}),
    action:
      provision === 'after-payment'
        ? { provision }
        : {
            startOn: inDays(oneOf(0, 0, 20)),
            trialEndsOn: chance(0.2) ? inDays(45) : null,
          },
  }
}

/** A scheduled change, if the subscription is in a state in which it is possible. */
async function change(
  test: TestDomain,
  { customerId, subscriptionId }: Awaited<ReturnType<typeof sell>>,
  { oneOf }: Draws,
): Promise<void> {
  const action = oneOf(
    { kind: 'cancel', subscriptionId, at: 'period-end', reason: '' } as const,
    { kind: 'change-items', subscriptionId, quantity: 4, at: 'renewal' } as const,
  )
  await commit(test, { customerId, action }).catch((error) => {
    if (!(error instanceof Error) || error.name !== 'Refusal') throw error
  })
}

const toMorning = ({ clock }: TestDomain, date: string) =>
  clock.advance(Date.parse(`${date}T09:00:00.000Z`) - clock.now().getTime())
