import { eq } from 'drizzle-orm'
import { describe, expect, it } from 'vitest'
import { hostingAccountStatuses, hostingAccountTransitions } from '#contracts/hosting/states.ts'
import { operationStatuses, operationTransitions } from '#contracts/operations/states.ts'
import { transitionAccount } from '#server/domain/accounts/index.ts'
import { hostingAccounts } from '#server/domain/tables/hosting-accounts.ts'
import { describeDomain } from '#testing/domain.ts'
import { accountRow, addTestServer, onboardWithHosting, operationRow } from '#testing/domain-steps.ts'
import { operations } from './table.ts'
import { transitionOperation } from './transition.ts'

/** Returns the states that can be reached from `first`, which are included. */
function reachable<Status extends string>(
  first: readonly Status[],
  transitions: Readonly<Record<Status, readonly Status[]>>,
): Status[] {
  const reached = new Set(first)
  for (const from of reached) for (const to of transitions[from]) reached.add(to)
  return [...reached]
}

describe('Every state', () => {
  it('of operations and of hosting accounts can be reached', () => {
    expect(reachable(['queued'], operationTransitions).toSorted()).toEqual([...operationStatuses].toSorted())
    expect(reachable(['pending'], hostingAccountTransitions).toSorted()).toEqual(
      [...hostingAccountStatuses].toSorted(),
    )
  })
})

describeDomain('A change of state', (open) => {
  it('of an operation is refused by the database unless the previous state allows it', async () => {
    const test = open()
    const { db } = test.database
    await addTestServer(test)
    const { operationId } = await onboardWithHosting(test)
    for (const from of operationStatuses)
      for (const to of operationStatuses) {
        await db.update(operations).set({ status: from }).where(eq(operations.id, operationId))
        const changed = await transitionOperation(db, operationId, { to, at: test.clock.now() }).then(
          () => true,
          () => false,
        )
        expect({ from, to, changed }).toEqual({ from, to, changed: operationTransitions[from].includes(to) })
        expect((await operationRow(test, operationId)).status).toBe(changed ? to : from)
      }
  })

  it('of a hosting account is refused by the database unless the previous state allows it', async () => {
    const test = open()
    const { db } = test.database
    await addTestServer(test)
    const { accountId } = await onboardWithHosting(test)
    for (const from of hostingAccountStatuses)
      for (const to of hostingAccountStatuses) {
        await db.update(hostingAccounts).set({ status: from }).where(eq(hostingAccounts.id, accountId))
        const change = { status: to, holdsSlot: true }
        const changed = await transitionAccount(db, accountId, change, { at: test.clock.now() }).then(
          () => true,
          () => false,
        )
        const allowed = from === to || hostingAccountTransitions[from].includes(to)
        expect({ from, to, changed }).toEqual({ from, to, changed: allowed })
        expect((await accountRow(test, accountId)).status).toBe(changed ? to : from)
      }
  })
})
