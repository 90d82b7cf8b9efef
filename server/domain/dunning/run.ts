import { closeBillingAlert } from '../alerts/index.ts'
import type { Domain } from '../context.ts'
import { newlySuspended, passesBrake } from './brake.ts'
import { dueCustomers } from './candidates.ts'
import { type DunningDay, readDunningDay } from './day.ts'
import { evaluateCustomer, planOf } from './evaluate.ts'
import { loadFacts } from './facts.ts'

/** The steps are daily. A run without due steps reads only indexes, and continues soon what staff confirmed. */
export const dunningTickMs = 60_000
const customersAtOnce = 200

/**
 * Takes all due steps of all customers, each in a transaction of its own. A customer that fails never blocks the others.
 * Any number of processes may run it at once.
 */
export async function runDunning(domain: Domain): Promise<void> {
  const day = await readDunningDay(domain.database.db, domain)
  const isOpen = day.maySuspend && (await checkBrake(domain, day))
  await eachDueCustomer(domain, day, async (ids) => {
    for (const id of ids)
      await evaluateCustomer(domain, id, { passesBrake: isOpen }).catch((error) =>
        domain.log.error({ err: error, customerId: id }, 'Dunning of a customer failed. It is tried again.'),
      )
  })
}

/** Before the first suspension of a run: all that are due must fit, or none happens. */
async function checkBrake(domain: Domain, day: DunningDay): Promise<boolean> {
  const accounts = await countPendingSuspensions(domain, day)
  const at = domain.clock.now()
  return domain.database.db.transaction(async (tx) => {
    const passes = await passesBrake(tx, domain, { day: day.today, limits: day.policy.brake, accounts, at })
    if (passes) await closeBillingAlert(tx, domain, 'suspensions-stopped', at)
    return passes
  })
}

async function eachDueCustomer(
  { database, signals }: Domain,
  { policy, today }: DunningDay,
  work: (customerIds: string[]) => Promise<void>,
): Promise<void> {
  const { isEnabled, steps, updatedAt } = policy
  const firstDay = isEnabled && steps.length > 0 ? Math.min(...steps.map(({ day }) => day)) : null
  const policyChangedAt = updatedAt === null ? null : new Date(updatedAt)
  let after: string | null = null
  while (!signals.closed) {
    const due = { today, firstDay, policyChangedAt, after, limit: customersAtOnce }
    const ids: string[] = await dueCustomers(database.db, due)
    if (ids.length === 0) return
    await work(ids)
    after = ids.at(-1) ?? null
  }
}

/** Returns the number of accounts that the due steps would newly suspend. */
export async function countPendingSuspensions(domain: Domain, day: DunningDay): Promise<number> {
  const { db } = domain.database
  let count = 0
  await eachDueCustomer(domain, day, async (ids) => {
    const facts = await loadFacts(db, ids)
    const accounts = new Set(
      facts.flatMap((each) =>
        planOf(each, { ...day, maySuspend: true }).steps.flatMap(({ action, isSkipped, accountIds }) =>
          action === 'suspend' && !isSkipped ? accountIds : [],
        ),
      ),
    )
    count += (await newlySuspended(db, [...accounts])).length
  })
  return count
}
