import { eq } from 'drizzle-orm'
import type { OperationRetry } from '#contracts/operations/schemas.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal } from '#server/platform/errors/index.ts'
import { note, transitionOperation } from '#server/work/index.ts'
import {
  type AccountRow,
  asRefusal,
  isVerdict,
  type OperationRow,
  refusalsOf,
  reserveAccount,
  transitionAccount,
} from '../accounts/index.ts'
import type { Context } from '../context.ts'
import type { StartedOnServer } from '../hosting/index.ts'
import { openHostingPassword } from '../sealing/index.ts'
import { lockServer, refuseBadCredentials } from '../servers/index.ts'
import { customers } from '../tables/customers.ts'
import { servers } from '../tables/servers.ts'

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
    'No hosting password is stored for the current address of the server. Enter one to retry.',
  )

/**
 * Continues a create as a new account, on another server or under another username or email. The old row is kept as
 * history. If the panel has no account for it, it counts as terminated. If the panel may have one, it keeps
 * its slot.
 * @throws {Refusal} if the new account cannot start: nothing is written
 */
export async function retryElsewhere(
  tx: Queryable,
  ctx: Context,
  { account, operation, request }: Retry,
): Promise<StartedOnServer> {
  const serverId = request.serverId ?? account.serverId
  if (account.holdsSlot && serverId === account.serverId)
    throw new Refusal(
      'wrong-state',
      `The panel may already have "${account.username}" with the email ${account.email}. Terminate this account first, or provision another one with a different Hosting Email.`,
    )
  const password = request.password ?? (await storedHere(tx, ctx, account))
  if (!password) throw passwordRequired()
  const [customer] = await tx
    .select({ id: customers.id, email: customers.email })
    .from(customers)
    .where(eq(customers.id, account.customerId))
  if (!customer) throw new Error('A hosting account without its customer.')
  await leaveBehind(tx, ctx, { account, operation })
  const server = await lockServer(tx, serverId)
  if (!server)
    throw fieldRefusal(
      'invalid-body',
      'serverId',
      'unknown-server',
      'NextPanel Server not found. Select one from the list.',
    )
  const ids = { accountId: newId(), operationId: newId() }
  const wanted = {
    username: request.username ?? account.username,
    password,
    email: request.email ?? account.email,
    ...(account.packageId === null ? {} : { packageId: account.packageId }),
  }
  refuseBadCredentials(ctx, server, wanted, '')
  const reserved = await reserveAccount(tx, ctx, {
    ...ids,
    customerId: customer.id,
    wanted,
    server,
    whenRefused: 'write-nothing',
    running: null,
  })
  if (reserved.written) return { ...ids, serverId }
  const { verdict } = reserved
  if (!isVerdict(verdict)) throw new Error('An account was neither written nor refused.')
  throw asRefusal(refusalsOf({ wanted, server })[verdict])
}

/**
 * Returns the stored password if it opens at the account's own server. Staff chose the other server, so the
 * password may be sealed for it.
 */
async function storedHere(tx: Queryable, { keyring }: Context, account: AccountRow): Promise<string | null> {
  const [server] = await tx.select().from(servers).where(eq(servers.id, account.serverId))
  return server ? openHostingPassword(keyring, account, server) : null
}

async function leaveBehind(
  tx: Queryable,
  ctx: Context,
  { account, operation }: Omit<Retry, 'request'>,
): Promise<void> {
  const at = ctx.clock.now()
  // The panel has no account for it: a new account replaces it.
  if (!account.holdsSlot)
    await transitionAccount(tx, account.id, { status: 'terminated', passwordSealed: null }, { at })
  if (operation.status === 'needs-person') await transitionOperation(tx, operation.id, { to: 'failed', at })
  await note(tx, operation.id, at, {
    event: 'operation.superseded',
    message: `${ctx.actor.name} requested another username, email or server. A new account continues from here.`,
  })
}
