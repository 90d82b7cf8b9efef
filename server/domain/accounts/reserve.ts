import { and, eq } from 'drizzle-orm'
import type { Provisioning } from '#contracts/hosting/schemas.ts'
import type { OperationError } from '#contracts/operations/schemas.ts'
import { recordAudit } from '#server/platform/audit/index.ts'
import { newId } from '#server/platform/clock/index.ts'
import type { Queryable } from '#server/platform/database/index.ts'
import { fieldRefusal, Refusal, type RefusalCode } from '#server/platform/errors/index.ts'
import type { Call, Domain } from '../context.ts'
import { startOperation } from '../operations/index.ts'
import { keptPassword, markerFor } from '#server/work/index.ts'
import {
  lockAllServers,
  lockServer,
  rankForPlacement,
  type ServerWithSlots,
  whyNotPlaceable,
} from '../servers/index.ts'
import { hostingAccounts } from '../tables/hosting-accounts.ts'

export interface Reservation {
  readonly accountId: string
  readonly operationId: string
}

export interface AccountWanted {
  readonly customer: { readonly id: string; readonly email: string }
  readonly wanted: Provisioning
  /** Where messages place the fields: "provisioning." inside a new customer, "" by itself. */
  readonly fieldPrefix: string
  /**
   * What to do where the account cannot be begun (full, offline, name held by another row): `record` it as failed or
   * conflict, which keeps a new customer's wish; or `refuse`, where it is on record already. `record` unless told.
   */
  readonly whenImpossible?: 'record' | 'refuse'
}

/**
 * Takes a slot, the username and the e-mail on one server, and records the account with its create operation, all
 * in the caller's transaction. The server's row is locked meanwhile, so no race can take one slot twice. What is
 * only known here (full, offline, username held by another row) does not throw: the account is recorded as
 * failed or conflict, and the customer is kept.
 * @throws {Refusal} invalid-body for an unknown server, no server at all, or a second account without its own e-mail;
 * what is recorded otherwise, with `whenImpossible: 'refuse'`
 */
export async function reserveAccount(
  tx: Queryable,
  domain: Domain,
  call: Call,
  request: AccountWanted,
): Promise<Reservation> {
  const { customer, wanted, fieldPrefix } = request
  const server = await chooseServer(tx, wanted.serverId, fieldPrefix)
  const email = wanted.email ?? customer.email
  const refusal = await findRefusal(tx, server, {
    customerId: customer.id,
    username: wanted.username,
    email,
    fieldPrefix,
  })
  if (refusal && request.whenImpossible === 'refuse') throw asRefusal(refusal.error)
  const accountId = newId()
  const at = domain.clock.now()
  await tx.insert(hostingAccounts).values({
    id: accountId,
    customerId: customer.id,
    serverId: server.id,
    username: wanted.username,
    email,
    packageId: wanted.packageId === '' ? null : (wanted.packageId ?? null),
    marker: markerFor(domain, accountId),
    status: refusal ? refusal.accountStatus : 'pending',
    holdsSlot: refusal === null,
    ...keptPassword(domain, accountId, wanted.password),
    createdAt: at,
    updatedAt: at,
  })
  const operationId = await startOperation(tx, domain, {
    accountId,
    serverId: server.id,
    kind: 'create',
    message: `Create hosting account "${wanted.username}" on ${server.name}, asked for by ${call.actor.name}.`,
    ...(refusal
      ? {
          refused: {
            status: refusal.accountStatus === 'conflict' ? 'needs-person' : 'failed',
            error: refusal.error,
          },
        }
      : {}),
  })
  await recordAudit(tx, {
    at,
    actor: call.actor,
    action: 'hosting-account.create',
    subject: { kind: 'hosting-account', id: accountId },
    after: { customerId: customer.id, serverId: server.id, username: wanted.username, email, password: true },
    requestId: call.requestId,
  })
  return { accountId, operationId }
}

async function chooseServer(
  tx: Queryable,
  serverId: string | undefined,
  fieldPrefix: string,
): Promise<ServerWithSlots> {
  const path = `${fieldPrefix}serverId`
  if (serverId !== undefined) {
    const server = await lockServer(tx, serverId)
    if (server) return server
    throw fieldRefusal(
      'invalid-body',
      path,
      'unknown-server',
      'There is no such NextPanel Server. Choose one from the list.',
    )
  }
  const [best] = rankForPlacement(await lockAllServers(tx))
  if (best) return best
  throw fieldRefusal('invalid-body', path, 'no-server', 'No NextPanel servers available. Add a server first.')
}

type RefusedAccount = { readonly accountStatus: 'failed' | 'conflict'; readonly error: OperationError }

async function findRefusal(
  tx: Queryable,
  server: ServerWithSlots,
  identity: { customerId: string; username: string; email: string; fieldPrefix: string },
): Promise<RefusedAccount | null> {
  const { username, email } = identity
  const holders = await findHolders(tx, server.id, identity)
  const sameAddress = holders.find((holder) => holder.email === email)
  if (sameAddress?.customerId === identity.customerId && sameAddress.username !== username)
    throw fieldRefusal(
      'invalid-body',
      `${identity.fieldPrefix}email`,
      'email-required',
      `This customer already has the account "${sameAddress.username}" with ${email} on ${server.name}. Give a Hosting Email of its own: addresses are unique on the panel.`,
    )
  if (holders.some((holder) => holder.username === username))
    return {
      accountStatus: 'conflict',
      error: {
        code: 'username-taken',
        message: `The username "${username}" is already used by another hosting account on ${server.name}.`,
        remedy: 'Choose another username.',
      },
    }
  if (sameAddress)
    return {
      accountStatus: 'conflict',
      error: {
        code: 'email-taken',
        message: `The address ${email} is already used by another hosting account on ${server.name}.`,
        remedy: 'Give a Hosting Email of its own.',
      },
    }
  const full = whyNotPlaceable(server)
  return full
    ? { accountStatus: 'failed', error: { code: full.code, message: full.reason, remedy: full.remedy } }
    : null
}

const placementCodes: Readonly<Record<string, RefusalCode>> = {
  'server-full': 'server-full',
  'server-in-maintenance': 'server-in-maintenance',
  'server-draining': 'server-in-maintenance',
}

/** What is recorded of a new account, as a refusal of a request about one that exists. */
export function asRefusal({ code, message, remedy }: OperationError): Refusal {
  const text = `${message} ${remedy}`
  if (code === 'username-taken') return fieldRefusal('username-taken', 'username', code, text)
  if (code === 'email-taken') return fieldRefusal('email-taken', 'email', code, text)
  return new Refusal(placementCodes[code] ?? 'wrong-state', text)
}

/** Rows of ours that hold this username or e-mail on that server. */
export async function findHolders(
  db: Queryable,
  serverId: string,
  identity: { username: string; email: string },
): Promise<{ id: string; customerId: string; username: string; email: string }[]> {
  const columns = {
    id: hostingAccounts.id,
    customerId: hostingAccounts.customerId,
    username: hostingAccounts.username,
    email: hostingAccounts.email,
  }
  const held = and(eq(hostingAccounts.serverId, serverId), hostingAccounts.holdsSlot)
  const byUsername = db
    .select(columns)
    .from(hostingAccounts)
    .where(and(held, eq(hostingAccounts.username, identity.username)))
  const byEmail = db
    .select(columns)
    .from(hostingAccounts)
    .where(and(held, eq(hostingAccounts.email, identity.email)))
  return [...(await byUsername), ...(await byEmail)]
}
