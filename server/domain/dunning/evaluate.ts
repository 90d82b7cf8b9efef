import { eq } from 'drizzle-orm'
import { type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable, Tx } from '#server/platform/database/index.ts'
import { decideDunning, type PlannedStep } from '../billing/decide/index.ts'
import type { Domain } from '../context.ts'
import { lockCustomer } from '../ledger/index.ts'
import { dunningCases } from '../tables/dunning.ts'
import { liftIfSettled } from '../wishes/index.ts'
import { type DunningDay, readDunningDay } from './day.ts'
import { type CaseRow, type CustomerFacts, loadFacts } from './facts.ts'
import { policySteps } from './policy-steps.ts'
import { takeStep } from './take-step.ts'

/** Returns the plan of one customer. The forecast and the run use it. */
export const planOf = (
  { openCase, invoices, recorded }: CustomerFacts,
  { policy, today, maySuspend }: DunningDay,
) =>
  decideDunning({
    today,
    steps: policy.isEnabled ? policySteps(policy) : [],
    invoices,
    recorded,
    heldUntil: openCase?.heldUntil ? localDate(openCase.heldUntil) : null,
    maySuspend,
  })

/**
 * Takes the due steps of one customer, under the customer's lock and in one transaction: it reads the invoices, the policy and
 * the hours again, so nothing happens to an invoice that was paid, credited or cancelled before, or by a policy that staff
 * have changed.
 * @param passesBrake whether the suspensions of the run passed the brake
 */
export async function evaluateCustomer(
  domain: Domain,
  customerId: string,
  { passesBrake }: { readonly passesBrake: boolean },
): Promise<void> {
  await domain.database.db.transaction(async (tx) => {
    const at = domain.clock.now()
    await lockCustomer(tx, customerId, at)
    const now = await readDunningDay(tx, domain)
    const day = { ...now, maySuspend: now.maySuspend && passesBrake }
    await liftIfSettled(tx, { customerIds: [customerId], on: day.today, at })
    const [facts] = await loadFacts(tx, [customerId])
    // While dunning is off, only cases that are over are closed.
    if (!facts || !day.policy.isEnabled) return
    const { steps, nextOn } = planOf(facts, day)
    const dunningCase =
      facts.openCase ?? (steps.length > 0 ? await openCase(tx, customerId, steps, at) : null)
    if (!dunningCase) return
    const stopped = await takeSteps(tx, domain, { dunningCase, steps, day, at })
    await updateCase(tx, dunningCase, { nextOn: stopped ? day.today : nextOn, steps, at })
  })
}

async function openCase(
  tx: Queryable,
  customerId: string,
  steps: readonly PlannedStep[],
  at: Date,
): Promise<CaseRow> {
  const dueOn = steps.map((step) => step.dueOn).toSorted()[0]
  const [row] = await tx
    .insert(dunningCases)
    .values({ id: newId(), customerId, state: 'open', dueOn: dueOn ?? '', openedAt: at, updatedAt: at })
    .returning()
  if (!row) throw new Error(`The dunning case of customer ${customerId} was not opened.`)
  return row
}

/** @returns whether the brake stopped a suspension. The later steps for the same invoices wait, too. */
async function takeSteps(
  tx: Tx,
  domain: Domain,
  taken: { dunningCase: CaseRow; steps: readonly PlannedStep[]; day: DunningDay; at: Date },
): Promise<boolean> {
  const stopped = new Set<string>()
  // A fee locks the series of numbers, which is always locked last.
  const isFee = ({ action }: PlannedStep) => action === 'late-fee'
  for (const step of [...taken.steps.filter((each) => !isFee(each)), ...taken.steps.filter(isFee)]) {
    if (stopped.has(step.dueOn)) continue
    if ((await takeStep(tx, domain, { ...taken, step })) === 'stopped') stopped.add(step.dueOn)
  }
  return stopped.size > 0
}

async function updateCase(
  tx: Queryable,
  { id, dueOn }: CaseRow,
  { nextOn, steps, at }: { nextOn: LocalDate | null; steps: readonly PlannedStep[]; at: Date },
): Promise<void> {
  const oldest = [dueOn, ...steps.map((step) => step.dueOn)].toSorted()[0] ?? dueOn
  await tx
    .update(dunningCases)
    .set({ nextStepOn: nextOn, state: nextOn === null ? 'exhausted' : 'open', dueOn: oldest, updatedAt: at })
    .where(eq(dunningCases.id, id))
}
