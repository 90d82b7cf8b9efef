import { inArray } from 'drizzle-orm'
import { type LocalDate, localDate } from '#server/platform/calendar/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { charges } from '../../tables/documents.ts'
import { subscriptions } from '../../tables/subscriptions.ts'
import { type Facts, replayChange, replayRenewals } from '../decide/index.ts'
import { readInputs } from '../stored-inputs.ts'
import { type ChangeRow, changesByCustomer } from './customers-with-changes.ts'

interface Difference {
  readonly customerId: string
  readonly subject: string
  readonly message: string
}

type ChargeRow = typeof charges.$inferSelect
type SubscriptionRow = typeof subscriptions.$inferSelect

/**
 * Computes the charges of all changes again, with the renewals between them, and compares them with the stored ones (M16).
 * It also compares the subscription with what each next change has read.
 */
export async function replayedDifferences(tx: Queryable): Promise<Difference[]> {
  const differences: Difference[] = []
  for await (const { customerIds, changes } of changesByCustomer(tx)) {
    const ids = [...customerIds]
    const stored = Map.groupBy(
      await tx.select().from(charges).where(inArray(charges.customerId, ids)),
      ({ customerId }) => customerId,
    )
    const rows = await tx.select().from(subscriptions).where(inArray(subscriptions.customerId, ids))
    const byCustomer = Map.groupBy(changes, ({ customerId }) => customerId)
    for (const customerId of customerIds)
      differences.push(
        ...differencesOf(byCustomer.get(customerId) ?? [], {
          stored: stored.get(customerId) ?? [],
          rows: rows.filter((row) => row.customerId === customerId),
        }).map((each) => ({ ...each, customerId })),
      )
  }
  return differences
}

type Found = Omit<Difference, 'customerId'>

function differencesOf(
  changes: readonly ChangeRow[],
  { stored, rows }: { readonly stored: readonly ChargeRow[]; readonly rows: readonly SubscriptionRow[] },
): Found[] {
  const bySubscription = Map.groupBy(changes, ({ subscriptionId }) => subscriptionId)
  return [...bySubscription].flatMap(([subscriptionId, own]) => {
    const mine = stored.filter((charge) => charge.subscriptionId === subscriptionId)
    const row = rows.find(({ id }) => id === subscriptionId)
    const subject =
      subscriptionId === null ? 'charges without a subscription' : `subscription ${subscriptionId}`
    try {
      const replay = row ? replayed(own, row, mine) : replayedAlone(own)
      return [...replay.problems, ...compared(mine.filter(replay.isCovered), replay.expected)].map(
        (message) => ({
          subject,
          message,
        }),
      )
    } catch (error) {
      // One customer must not end the check of the others.
      const cause = error instanceof Error ? error.message : String(error)
      return [{ subject, message: `has a change that cannot be computed again: ${cause}` }]
    }
  })
}

interface Replay {
  /** As keys, see {@link keyOf}. */
  readonly expected: readonly string[]
  readonly problems: readonly string[]
  /** Whether the replay includes a charge. It begins after changes that this release cannot compute again. */
  readonly isCovered: (charge: ChargeRow) => boolean
}

const keyOf = (charge: {
  readonly kind: string
  readonly itemId: string | null
  readonly start: string | null
  readonly end: string | null
  readonly amount: bigint
  readonly discount: bigint
  readonly changeId: string | null
}): string => {
  const { kind, itemId, start, end, amount, discount, changeId } = charge
  const of = changeId === null ? '' : ` of change ${changeId}`
  const period = start === null ? '' : ` ${start} to ${end}`
  return `${kind}${period} of ${amount} less ${discount}, item ${itemId}${of}`
}

const keyOfRow = ({ periodStart, periodEnd, ...row }: ChargeRow): string =>
  keyOf({ ...row, start: periodStart, end: periodEnd })

function readable(changes: readonly ChangeRow[]) {
  const last = changes.findLastIndex(({ inputs }) => readInputs(inputs) === null)
  return changes.slice(last + 1).flatMap((change) => {
    const inputs = readInputs(change.inputs)
    return inputs === null ? [] : [{ ...inputs, id: change.id, written: change.written ?? {} }]
  })
}

const changeCharges = (change: ReturnType<typeof readable>[number]) => {
  const { charges: planned, subscription } = replayChange(change.facts, change.action, change.written)
  return {
    subscription,
    keys: planned.map(({ charge, period, itemId }) =>
      keyOf({
        ...{ kind: charge.kind, itemId, start: period?.start ?? null, end: period?.end ?? null },
        ...{ amount: charge.amount.amount, discount: charge.discount.amount },
        changeId: charge.ofChange ? change.id : null,
      }),
    ),
  }
}

/** One-time items and late fees. */
function replayedAlone(changes: readonly ChangeRow[]): Replay {
  const own = readable(changes)
  const ids = new Set(own.map(({ id }) => id))
  return {
    expected: own.flatMap((change) => changeCharges(change).keys),
    problems: [],
    isCovered: ({ changeId }) => changeId !== null && ids.has(changeId),
  }
}

function replayed(changes: readonly ChangeRow[], row: SubscriptionRow, stored: readonly ChargeRow[]): Replay {
  const own = readable(changes)
  const ids = new Set(own.map(({ id }) => id))
  const expected: string[] = []
  const problems: string[] = []
  for (const [index, change] of own.entries()) {
    const { keys, subscription } = changeCharges(change)
    expected.push(...keys)
    if (subscription === null) continue
    const next = own[index + 1]?.facts.subscriptions[0] ?? row
    const renewals = renewed(change.facts, subscription, next.billedThrough)
    expected.push(...renewals.keys)
    const [is, wanted] = [stateOf(next), stateOf({ ...subscription, ...renewals })]
    if (is !== wanted) problems.push(`is ${is}, and its changes make it ${wanted}`)
  }
  return {
    expected,
    problems,
    isCovered: (charge) =>
      charge.changeId === null
        ? own.length > 0 && !isEarlier(charge, own[0]?.facts.subscriptions[0], creditedBefore(stored, ids))
        : ids.has(charge.changeId),
  }
}

/** The charges that changes before the replay credited. */
const creditedBefore = (stored: readonly ChargeRow[], replayed: ReadonlySet<string>): ReadonlySet<unknown> =>
  new Set(
    stored
      .filter(({ changeId }) => changeId !== null && !replayed.has(changeId))
      .map(({ explanation }) => explanation.credits),
  )

/**
 * Whether a renewal was billed before the replay begins. The times of the rows do not answer this, because a run and a
 * change read the clock before they wait for the customer. @param begins the subscription then. Undefined: it starts
 */
function isEarlier(
  { id, kind, periodStart }: ChargeRow,
  begins: Facts['subscriptions'][number] | undefined,
  credited: ReadonlySet<unknown>,
): boolean {
  if (begins === undefined || begins.billedThrough === null) return false
  // A run bills setup fees with the first period only. A change that credits days moves the end of the billed ones back.
  return kind === 'setup' || periodStart === null || periodStart < begins.billedThrough || credited.has(id)
}

const stateOf = (state: {
  readonly anchorOn: string
  readonly billedThrough: string | null
  readonly nextBillOn: string | null
}): string =>
  `billed through ${state.billedThrough}, next on ${state.nextBillOn}, with the anchor ${state.anchorOn}`

function renewed(
  facts: Facts,
  subscription: Parameters<typeof replayRenewals>[1],
  until: LocalDate | string | null,
) {
  const { lines, billedThrough, nextBillOn } = replayRenewals(
    facts,
    subscription,
    until === null ? null : localDate(until),
  )
  const keys = lines.map(({ charge, period, amount, discount }) =>
    keyOf({
      ...{ kind: charge.kind, itemId: charge.item, start: period?.start ?? null, end: period?.end ?? null },
      ...{ amount: amount.amount, discount: discount.amount, changeId: null },
    }),
  )
  return { keys, billedThrough, nextBillOn }
}

/** Each planned charge is stored once, and nothing else is. */
function compared(stored: readonly ChargeRow[], expected: readonly string[]): string[] {
  const left = stored.map(keyOfRow)
  const missing = expected.filter((key) => {
    const at = left.indexOf(key)
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
  return [
    ...missing.map((key) => `has no charge ${key}, which its changes make`),
    ...left.map((key) => `has the charge ${key}, which its changes do not make`),
  ]
}
