import type { StoredInputs } from '../tables/subscriptions.ts'
import type { Plan, Ref } from './decide/index.ts'
import { partsOfPlan, writtenHash } from './written-hash.ts'

interface Planned {
  readonly plan: Plan
  readonly hash: string
  readonly acceptedHash?: string | undefined
  readonly inputs?: StoredInputs
  readonly changeId: string
  readonly ids: ReadonlyMap<Ref, string>
}

/** Returns the row of a plan's change. The rows that the plan adds get their ids here, so that the change can list them. */
export function changeRow<One extends Planned>(one: One, idOf: (one: One, ref: Ref) => string) {
  const { change, items, documents: planned } = one.plan
  const parts = partsOfPlan(one.plan)
  if (change === null || parts === null) return null
  for (const { ref } of [...items, ...planned]) idOf(one, ref)
  return {
    id: one.changeId,
    customerId: one.plan.customerId,
    subscriptionId: change.subscription === null ? null : idOf(one, change.subscription),
    kind: change.kind,
    effectiveOn: change.effectiveOn,
    data: change.data,
    planHash: one.hash,
    acceptedHash: one.acceptedHash ?? null,
    writtenHash: writtenHash(parts),
    written: Object.fromEntries(one.ids),
    inputs: one.inputs ?? null,
  }
}
