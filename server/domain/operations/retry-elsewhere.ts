import { eq } from 'drizzle-orm'
import type { OperationRetry } from '#contracts/operations/schemas.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import type { Call, Domain } from '../context.ts'
import { note } from './index.ts'
import { openHostingPassword } from '#server/work/index.ts'
import { customers } from '../tables/customers.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'
import { operations } from '#server/work/tables.ts'
import type { StartedRefs } from '../hosting/answer.ts'
import type { AccountRow, OperationRow } from '../accounts/lock.ts'
import { reserveAccount } from '../accounts/reserve.ts'

export interface Retry {
  readonly account: AccountRow
  readonly operation: OperationRow
  readonly request: OperationRetry
}

export const passwordRequired = () =>
  fieldRefusal(
    'invalid-body',
    'password',
    'password-required',
    'The hosting password is no longer kept. Enter one to retry.',
  )

/**
 * A create goes on as a new account, on another server or under another username. The old row stays for the record:
 * nothing of it is on the panel, so it counts as terminated; or it keeps its slot where the panel may hold something.
 * @throws {Refusal} where the new account could not even be begun: nothing is written then
 */
export async function retryElsewhere(
  tx: Queryable,
  domain: Domain,
  call: Call,
  { account, operation, request }: Retry,
): Promise<StartedRefs> {
  const serverId = request.serverId ?? account.serverId
  if (account.holdsSlot && serverId === account.serverId)
    throw new Refusal(
      'wrong-state',
      `The panel may hold "${account.username}" with the address ${account.email} already. Terminate this account first, or provision another one with a Hosting Email of its own.`,
    )
  const password =
    request.password ??
    (account.passwordSealed && openHostingPassword(domain.keyring, account.id, account.passwordSealed))
  if (!password) throw passwordRequired()
  const [customer] = await tx
    .select({ id: customers.id, email: customers.email })
    .from(customers)
    .where(eq(customers.id, account.customerId))
  if (!customer) throw new Error('A hosting account without its customer.')
  await leaveBehind(tx, domain, call, { account, operation })
  return reserveAccount(tx, domain, call, {
    customer,
    fieldPrefix: '',
    whenImpossible: 'refuse',
    wanted: {
      username: request.username ?? account.username,
      password,
      serverId,
      email: account.email,
      ...(account.packageId === null ? {} : { packageId: account.packageId }),
    },
  })
}

async function leaveBehind(
  tx: Queryable,
  domain: Domain,
  call: Call,
  { account, operation }: Omit<Retry, 'request'>,
): Promise<void> {
  const at = domain.clock.now()
  if (operation.status === 'needs-person')
    await tx
      .update(operations)
      .set({ status: 'failed', endedAt: at, updatedAt: at })
      .where(eq(operations.id, operation.id))
  if (!account.holdsSlot)
    await tx
      .update(hostingAccounts)
      .set({ status: 'terminated', passwordSealed: null, updatedAt: at })
      .where(eq(hostingAccounts.id, account.id))
  await note(tx, operation.id, at, {
    event: 'operation.superseded',
    message: `${call.actor.name} asked for another username or server: a new account goes on from here.`,
  })
}
